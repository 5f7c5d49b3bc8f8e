/** One batch: its draw, number by number, and the result of each drawn case (screens 4.26). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { monthText } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Moment } from '#ui/dates.tsx'
import { Field, type FieldForm } from '#ui/field.tsx'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useWord } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { recognition } from '../contract.ts'
import { Facts } from '../facts.ts'
import { stepText } from '../words.ts'
import { CaseClock, StepTag } from './case-words.tsx'
import { FactsEditor } from './facts-editor.tsx'
import { factsIn } from './intake-steps.tsx'
import { DeedButton } from './opinion-forms.tsx'

type BatchShown = OutputOf<typeof recognition.operations.batch>
type Row = BatchShown['rows'][number]

export function Batch() {
  const batchId = useParam('batchId')
  const answer = useAnswer(recognition, 'batch', { batchId })
  return (
    <AnswerPage title="审核批次" list={{ title: '县级审核与抽查', to: '/cases/review' }} answer={answer}>
      {(batch) => (
        <PageBody
          title={`审核批次 ${batch.number}`}
          way={[
            { title: '认定办理', to: '/cases' },
            { title: '县级审核与抽查', to: '/cases/review' },
          ]}
          beside={`${monthText(batch.month)} ${sentence(batch)}`}
          others={<PrintDraw batchId={batch.id} />}
        >
          <Cases batch={batch} />
          <Proof batch={batch} />
        </PageBody>
      )}
    </AnswerPage>
  )
}

const sentence = ({ rows, percent }: BatchShown): string =>
  `${rows.length}件抽取${rows.filter(({ sampled }) => sampled).length}件（${percent}%向上取整）`

function Cases({ batch }: { batch: BatchShown }) {
  const word = useWord()
  return (
    <Panel
      title="案件"
      count={batch.rows.length}
      extra={<Basis citations={batch.citations} value={`${batch.percent}%`} />}
    >
      <Table<Row>
        size="small"
        rowKey={(row) => row.case.id}
        pagination={false}
        dataSource={batch.rows}
        columns={[
          { title: '次序', dataIndex: 'place', align: 'right', width: 60, className: 'gy-nowrap' },
          {
            title: '抽中',
            width: 90,
            render: (_, row) => (row.sampled ? <FamilyTag family="teal" text="抽中" /> : '—'),
          },
          {
            title: '申请人',
            className: 'gy-nowrap',
            render: (_, row) => <Link to={`/cases/${row.case.id}`}>{row.case.name}</Link>,
          },
          { title: word('乡镇'), render: (_, row) => row.case.township },
          { title: '步骤', className: 'gy-nowrap', render: (_, row) => <StepTag row={row.case} /> },
          { title: '期限', render: (_, row) => <CaseClock clock={row.case.clock} row={row.case} /> },
          { title: '核查结果', render: (_, row) => <Result row={row} /> },
          { title: '办理', render: (_, row) => <Deal row={row} /> },
        ]}
      />
    </Panel>
  )
}

function Result({ row }: { row: Row }) {
  if (row.asked) return `申请补抽，待县级救助负责人同意：${row.asked}`
  const ended = row.case.step === 'withdrawn' || row.case.step === 'died'
  if (row.agrees === null && row.sampled && ended) return `抽中后办结（${stepText[row.case.step]}），不再核查`
  if (row.agrees === null) return row.replaced ? `无法核查，已补抽：${row.replaced}` : '—'
  return (
    <>
      <FamilyTag family={row.agrees ? 'green' : 'red'} text={row.agrees ? '一致' : '不一致'} /> {row.facts}
    </>
  )
}

function Deal({ row }: { row: Row }) {
  const may = useMay()
  const say = useSay()
  const another = useCommand(recognition, 'drawAnother', { answers: ['duties'] })
  const open = (row.sampled || row.case.nearRelative) && row.agrees === null && row.case.step === 'county'
  if (open && row.asked && may('recognition.agreeDrawAnother')) return <Agree row={row} />
  if (!open || !may('recognition.checkResult')) return '—'
  return (
    <span className="gy-row-actions">
      <DeedButton title="登记核查结果" wide>
        {(close) => <CheckForm row={row} onDone={close} />}
      </DeedButton>
      {row.sampled && !row.asked && may('recognition.drawAnother') && (
        <ConfirmReason
          verb="无法核查，申请补抽"
          title={`${row.case.name}无法核查，申请补抽1件？`}
          onConfirm={async (reason) => {
            await another.mutateAsync({ caseId: row.case.id, reason })
            say('已申请补抽，待县级救助负责人同意')
          }}
        >
          <p>不能手工替换被抽中的对象；确实无法核查的，写明理由，经县级救助负责人同意后按次序补抽1件。</p>
        </ConfirmReason>
      )}
    </span>
  )
}

/** 认定办法 第十六条: no drawn case is let go by one person. */
function Agree({ row }: { row: Row }) {
  const say = useSay()
  const agree = useCommand(recognition, 'agreeDrawAnother', { answers: ['duties'] })
  const answer = async (agrees: boolean, reason: string) => {
    const { name } = await agree.mutateAsync({ caseId: row.case.id, agrees, reason })
    say(name === null ? '未同意补抽，原案继续核查' : `已同意，补抽：${name}`)
  }
  return (
    <span className="gy-row-actions">
      <ConfirmReason
        verb="同意补抽"
        title={`${row.case.name}不再核查，按次序补抽1件？`}
        onConfirm={(reason) => answer(true, reason)}
      >
        <p>县级经办的理由：{row.asked}</p>
      </ConfirmReason>
      <ConfirmReason verb="不同意" title={`${row.case.name}仍须核查？`} onConfirm={(reason) => answer(false, reason)}>
        <p>县级经办的理由：{row.asked}</p>
      </ConfirmReason>
    </span>
  )
}

function CheckForm({ row, onDone }: { row: Row; onDone: () => void }) {
  const say = useSay()
  const check = useCommand(recognition, 'checkResult', { answers: ['duties'] })
  const { facts } = recognition.operations.checkResult.input.shape
  const form = useForm({
    schema: z.object({ agrees: z.enum(['yes', 'no'], '请选择核查结果'), facts, found: Facts.optional() }),
    draft: `recognition.check.${row.case.id}`,
  })
  return (
    <Form
      form={form}
      action="登记核查结果"
      labels={{ agrees: '核查结果', facts: '核查的情况', found: '查明的事实' }}
      onSend={async ({ agrees, facts: seen, found }) => {
        const done = await check.mutateAsync({
          caseId: row.case.id,
          agrees: agrees === 'yes',
          facts: seen,
          ...(found && agrees === 'no' ? { found } : {}),
        })
        say(['已登记核查结果', ...done.warnings].join('；'))
      }}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="agrees"
        label="核查结果"
        choices={[
          { value: 'yes', label: '与乡镇调查一致' },
          { value: 'no', label: '不一致' },
        ]}
      />
      <LongTextField form={form} name="facts" label="核查的情况" rows={3} help="何时、何人、见到什么" />
      {form.values['agrees'] === 'no' && <Found caseId={row.case.id} form={form} />}
    </Form>
  )
}

/** Begins with what the township found, to be put right where the county saw otherwise. */
function Found({ caseId, form }: { caseId: string; form: FieldForm }) {
  const { data, error } = useAnswer(recognition, 'case', { caseId })
  if (!data) return <ReasonsOf error={error} action="显示案卷" />
  const value = form.values['found'] ? factsIn(form, 'found') : z.encode(Facts, data.facts)
  return (
    <Field form={form} name="found" label="查明的事实" help="与乡镇调查不同的地方改过来，条件推理按改后的事实">
      <FactsEditor value={value} onChange={(found) => form.set('found', found)} />
    </Field>
  )
}

/** 复算: the draw again, number by number. */
function Proof({ batch }: { batch: BatchShown }) {
  const [again, setAgain] = useState(false)
  return (
    <Panel title="抽取方法" extra={<Button onClick={() => setAgain(!again)}>{again ? '收起复算' : '复算'}</Button>}>
      <p>
        {batch.drawnBy} <Moment at={batch.drawnAt} />{' '}
        抽取。种子＝SM3（前一日的留痕根值、批次号、月份）；次序值＝SM3（种子、案件编号），从小到大取样本。
      </p>
      <p className="gy-hash">
        根值 <code>{batch.headRoot}</code>（{batch.headSize}条）
        <br />
        种子 <code>{batch.seed}</code>
        <br />
        总体 <code>{batch.populationHash}</code>
      </p>
      {again && (
        <>
          <p>
            <FamilyTag
              family={batch.again ? 'green' : 'red'}
              text={batch.again ? '复算与保存的抽取一致' : '复算与保存的抽取不一致，请报审计'}
            />
          </p>
          <ol className="gy-hash gy-bullets">
            {batch.rows.map((row) => (
              <li key={row.case.id}>
                {row.case.name} <code>{row.rank}</code> {row.sampled && '抽中'}
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  )
}

function PrintDraw({ batchId }: { batchId: string }) {
  const may = useMay()
  const print = useCommand(recognition, 'printDraw')
  if (!may('recognition.printDraw')) return null
  const go = () =>
    void print.mutateAsync({ batchId }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={print.isPending} onClick={go}>
        导出抽取证明
      </Button>
      <ReasonsOf error={print.error} action="导出抽取证明" />
    </>
  )
}
