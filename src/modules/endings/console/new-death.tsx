/** 报告死亡: one report; what will stop stands beside it before it is sent (screens 4.30). */
import * as z from 'zod'
import { Instant, PlainDate, plainDate } from '#kernel/calendar.ts'
import { access } from '#modules/access/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { MomentField } from '#ui/moment-field.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonPickField } from '#ui/person-pick.tsx'
import { useMe } from '#ui/me.tsx'
import { now } from '#ui/place.ts'
import { Reasons } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { endings, PlaceKind, placeText, ReporterKind, reporterText } from '../contract.ts'
import { findPersons } from './find-persons.ts'
import { KnownPerson } from './known-person.tsx'
import { Stops } from './stops.tsx'

const moment = (empty: string) => z.string(empty).min(1, empty).pipe(Instant)
/** What is left empty is asked for by its name, not by how it should be written. */
const Schema = endings.operations.reportDeath.input.extend({
  diedOn: z.string('请填写死亡日期').min(1, '请填写死亡日期').pipe(PlainDate),
  discoveredAt: moment('请填写发现时间'),
  reportedAt: moment('请填写报告时间'),
})
const labels = {
  personId: '人员',
  diedOn: '死亡日期',
  discoveredAt: '发现时间',
  reportedAt: '报告时间',
  placeKind: '死亡地点',
  place: '地点说明',
  livedInId: '实际居住的乡镇（街道）',
  reporterKind: '报告人是',
  reporter: '报告人姓名',
  paperReference: '依据',
}

export function NewDeath() {
  const { state } = useAddress()
  const me = useMe()
  // The village tells of its own: who reports and when is known (screens 1, R8).
  const own = me.role === 'village-aide'
  const person = z.uuid().safeParse(state['person'])
  const form = useForm({
    schema: Schema,
    draft: `endings.death.${person.success ? person.data : ''}`,
    initial: {
      reportedAt: now(),
      ...(own ? { reporterKind: 'village', reporter: me.name } : {}),
      ...(person.success ? { personId: person.data } : {}),
    },
    at: { future: 'diedOn', before_birth: 'diedOn' },
  })
  const report = useCommand(endings, 'reportDeath', {
    answers: ['persons', 'duties', 'stays', 'agreements', 'payments'],
  })
  const say = useSay()
  const go = useGo()
  const send = async (input: z.input<typeof Schema>) => {
    const made = await report.mutateAsync(input)
    say(['已登记，有关业务同时停止', ...made.warnings].join('；'))
    form.done()
    go(`/deaths/${made.deathId}`)
  }
  return (
    <PageBody title="报告死亡" way={[{ title: '死亡处理', to: '/deaths' }]}>
      <div className="gy-two">
        <Form form={form} action="报告死亡" labels={labels} onSend={send}>
          {person.success ? (
            <KnownPerson personId={person.data} />
          ) : (
            <PersonPickField form={form} name="personId" label={labels.personId} find={findPersons} />
          )}
          {own ? <ShortFields form={form} name={me.name} /> : <Fields form={form} />}
        </Form>
        <Preview
          personId={textOf(form, 'personId')}
          diedOn={textOf(form, 'diedOn')}
          paper={textOf(form, 'paperReference')}
        />
      </div>
    </PageBody>
  )
}

function Fields({ form }: { form: FieldForm }) {
  return (
    <>
      <DayField form={form} name="diedOn" label={labels.diedOn} />
      <MomentField form={form} name="discoveredAt" label={labels.discoveredAt} help="谁第一个知道的时间" />
      <MomentField form={form} name="reportedAt" label={labels.reportedAt} help="电话或当面报告到这里的时间" />
      <PlaceKindField form={form} />
      <TextField form={form} name="place" label={labels.place} help="如：××敬老院2号楼、××县人民医院" />
      <LivedInField form={form} />
      <PickField
        form={form}
        name="reporterKind"
        label={labels.reporterKind}
        choices={ReporterKind.options.map((value) => ({ value, label: reporterText[value] }))}
      />
      <TextField form={form} name="reporter" label={labels.reporter} />
      <TextField
        form={form}
        name="paperReference"
        label={labels.paperReference}
        help="还没有死亡证明的，写电话记录或村（居）说明；证明以后登记"
      />
    </>
  )
}

function ShortFields({ form, name }: { form: FieldForm; name: string }) {
  return (
    <>
      <DayField form={form} name="diedOn" label={labels.diedOn} />
      <MomentField form={form} name="discoveredAt" label={labels.discoveredAt} help="谁第一个知道的时间" />
      <PlaceKindField form={form} />
      <TextField form={form} name="paperReference" label="怎样知道的" help="如：家属来村里说的。没有的可以不填" />
      <p className="gy-help">{`报告人：${name}（${reporterText.village}），报告时间就是现在。`}</p>
    </>
  )
}

const PlaceKindField = ({ form }: { form: FieldForm }) => (
  <RadioField
    form={form}
    name="placeKind"
    label={labels.placeKind}
    choices={PlaceKind.options.map((value) => ({ value, label: placeText[value] }))}
  />
)

/** Where he lived at home in another township than his own, that one is told as well. */
function LivedInField({ form }: { form: FieldForm }) {
  const { data } = useAnswer(access, 'areas', {})
  const choices = (data ?? [])
    .filter(({ level, toOn }) => level === 'township' && !toOn)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <PickField
      form={form}
      name="livedInId"
      label={labels.livedInId}
      choices={choices}
      help="住在别的乡镇（街道）的才选，同时告知那里；住在机构的不用选"
    />
  )
}

interface Asked {
  personId: string
  diedOn: string
  paper: string
}

function Preview({ personId, diedOn, paper }: Asked) {
  if (personId === '' || !/^\d{4}-\d{2}-\d{2}$/.test(diedOn))
    return <p className="gy-help">选好人员、填好死亡日期后，这里列出报告的同时会停止的业务和日期。</p>
  return <PreviewOf personId={personId} diedOn={diedOn} paper={paper} />
}

function PreviewOf({ personId, diedOn, paper: paperReference }: Asked) {
  const asked = { personId, diedOn: plainDate(diedOn), paperReference }
  const answer = useAnswer(endings, 'previewDeath', asked, { keepLast: true })
  return (
    <Answer answer={answer} lines={6}>
      {({ stops, reasons }) => (
        <Panel title="报告的同时停止">
          {reasons.length > 0 && <Reasons reasons={reasons} action="报告死亡" />}
          <Stops stops={stops} />
          <p className="gy-help">误报的，由另一人撤销，两次都留存。</p>
        </Panel>
      )}
    </Answer>
  )
}
