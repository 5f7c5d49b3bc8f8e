/** 新建变更: who, what, why; beside it what it would do and in which order it goes (screens 4.29). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { textOf } from '#ui/field.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { Link, useGo } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonPickField } from '#ui/person-pick.tsx'
import { Answer } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { ChangeKind, endings, kindText, plannedText } from '../contract.ts'
import { findPersons } from './find-persons.ts'
import { goesOn } from './goes-on.ts'
import { KindFields, labels } from './kind-fields.tsx'
import { KnownPerson } from './known-person.tsx'
import { Stops } from './stops.tsx'

const { personId, kind, facts, proof } = endings.operations.open.input.shape
const day = z.iso.date('请选择日期').optional()
const Base = z.object({
  personId,
  kind,
  reason: z.string().max(60).optional(),
  facts,
  proof,
  fileIds: z.array(z.uuid()).optional(),
  level: SelfCareLevel.optional(),
  townshipId: z.uuid().optional(),
  villageId: z.uuid().nullable().optional(),
  from: day,
  until: day,
  receiver: z.string().trim().max(100, '最多100字').optional(),
})
interface Missing {
  field: 'reason' | 'level' | 'townshipId' | 'from' | 'until' | 'receiver'
  kinds: readonly ChangeKind[]
  message: string
}
const asked: readonly Missing[] = [
  { field: 'reason', kinds: ['end', 'minor'], message: '请选择原因' },
  { field: 'level', kinds: ['reduce'], message: '请选择调减到的等级' },
  { field: 'townshipId', kinds: ['transfer'], message: '请选择迁入的乡镇（街道）' },
  { field: 'receiver', kinds: ['moved_away'], message: '请填写迁入地接续的单位' },
  { field: 'from', kinds: ['transfer', 'moved_away', 'suspend'], message: '请选择起始日期' },
  { field: 'until', kinds: ['suspend'], message: '请选择截止日期' },
]
/** Everything that is missing is said at once, whatever else is missing. */
const Schema = asked.reduce(
  (schema, { field, kinds, message }) =>
    schema.refine((input) => !kinds.includes(input.kind) || Boolean(input[field]), {
      path: [field],
      message,
      when: () => true,
    }),
  Base,
)
type Input = z.input<typeof Schema>

const wantedOf = ({ level, townshipId, villageId, from, until, receiver }: Input) => ({
  ...(level ? { level } : {}),
  ...(townshipId ? { townshipId } : {}),
  ...(villageId ? { villageId } : {}),
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
  ...(receiver ? { receiver } : {}),
})

function useOpening(form: FormState<typeof Schema>) {
  const open = useCommand(endings, 'open', { answers: ['duties', 'persons'] })
  const say = useSay()
  const go = useGo()
  return async (input: Input) => {
    const { personId: who, kind: of, facts: said, reason = '', proof: paper = '', fileIds } = input
    const fileId = fileIds?.[0] ?? null
    const wanted = wantedOf(input)
    const made = await open.mutateAsync({ personId: who, kind: of, reason, facts: said, proof: paper, fileId, wanted })
    say(`已提出${made.number}`)
    form.done()
    go(`/changes/${made.changeId}`)
  }
}

export function NewChange() {
  const { state } = useAddress()
  const asked = ChangeKind.safeParse(state['kind'])
  const person = z.uuid().safeParse(state['person'])
  const form = useForm({
    schema: Schema,
    draft: `endings.open.${person.success ? person.data : ''}`,
    initial: {
      ...(asked.success ? { kind: asked.data } : {}),
      ...(person.success ? { personId: person.data } : {}),
      // Carried along by whoever found the reason: a verification, a hit of a list.
      ...(state['reason'] ? { reason: state['reason'] } : {}),
      ...(state['facts'] ? { facts: state['facts'] } : {}),
    },
    at: { status: 'kind', mode: 'kind', wanted: 'from' },
  })
  const send = useOpening(form)
  return (
    <PageBody title="新建变更" way={[{ title: '变更与终止', to: '/changes' }]}>
      <div className="gy-two">
        <Form form={form} action="提出变更" labels={labels} onSend={send}>
          {person.success ? (
            <KnownPerson personId={person.data} />
          ) : (
            <PersonPickField form={form} name="personId" label={labels.personId} find={findPersons} />
          )}
          <PickField
            form={form}
            name="kind"
            label={labels.kind}
            choices={ChangeKind.options.map((value) => ({ value, label: kindText[value] }))}
          />
          <KindFields form={form} />
          <LongTextField
            form={form}
            name="facts"
            label={labels.facts}
            maxLength={1000}
            help="什么时候、从哪里知道、具体情况"
          />
          <TextField form={form} name="proof" label={labels.proof} help="如：退出申请书，1盒2页" />
          <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
        </Form>
        <Preview form={form} />
      </div>
    </PageBody>
  )
}

interface Previewed {
  personId: string
  kind: ChangeKind
  reason: string
  from: string
  until: string
}

function Preview({ form }: { form: FormState<typeof Schema> }) {
  const asked = ChangeKind.safeParse(textOf(form, 'kind'))
  const personId = textOf(form, 'personId')
  if (!asked.success || personId === '') return <p className="gy-help">选好人员和事项后，这里显示办理的次序和影响。</p>
  const [from, until] = [textOf(form, 'from'), textOf(form, 'until')]
  const said = { personId, reason: textOf(form, 'reason'), from, until }
  return <PreviewOf {...said} kind={asked.data} />
}

function daysOf({ kind, from, until }: Previewed) {
  const [first, last] = [PlainDate.safeParse(from), PlainDate.safeParse(until)]
  if (kind === 'moved_away' && first.success) return { from: first.data }
  if (kind === 'suspend' && first.success && last.success) return { from: first.data, until: last.data }
  return {}
}

const reckoned: Partial<Record<ChangeKind, string>> = { suspend: '按填写的起止日推算' }

function PreviewOf(asked: Previewed) {
  const { personId, kind: of, reason } = asked
  const days = daysOf(asked)
  const moves = of === 'moved_away' && 'from' in days
  const answer = useAnswer(endings, 'preview', { personId, kind: of, reason, ...days }, { keepLast: true })
  return (
    <Answer answer={answer} lines={6}>
      {({ steps, hearingNote, stops, missing }) => (
        <div>
          {missing.length > 0 && <Missing missing={missing} />}
          <Panel title="办理次序">
            <ol className="gy-case-steps">
              {steps.map(({ step, citations }) => (
                <li key={step}>
                  ○ {plannedText(of, step)} {citations.length > 0 && <Basis citations={citations} />}
                </li>
              ))}
            </ol>
            {hearingNote && <p className="gy-note">{hearingNote}</p>}
          </Panel>
          {stops.length === 0 && goesOn[of] && (
            <Panel title="影响预览">
              <p className="gy-help">{goesOn[of]}</p>
            </Panel>
          )}
          {stops.length > 0 && (
            <Panel title="影响预览">
              <p className="gy-help">{moves ? '按填写的接续起始日推算' : (reckoned[of] ?? '按今天作出决定推算')}</p>
              <Stops stops={stops} />
            </Panel>
          )}
        </div>
      )}
    </Answer>
  )
}

/** Said before anybody goes out to verify; each with where it is put on file. */
function Missing({ missing }: { missing: readonly Reason[] }) {
  return (
    <Panel title="还缺">
      <ul className="gy-plain">
        {missing.map(({ code, message, citations, next }) => (
          <li key={code}>
            ○ {message} {next && <Link to={next.to}>{next.title}</Link>}{' '}
            {citations && citations.length > 0 && <Basis citations={citations} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
