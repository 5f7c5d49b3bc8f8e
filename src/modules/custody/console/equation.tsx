/** 个人账合计 ＝ 银行专户 ✓: of each home, on the day of the bank's last line (C-14). */
import { Modal } from 'antd'
import { useState } from 'react'
import { sumOf, yuanText } from '#kernel/money.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import type { Citation } from '#kernel/policy.ts'
import { Amount } from '#ui/amount.tsx'
import { Form } from '#ui/form.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import * as z from 'zod'
import { custody, type HomeBalance } from '../contract.ts'

export function Equation() {
  const answer = useAnswer(custody, 'balances', {})
  return (
    <Answer answer={answer}>
      {({ homes, citations }) =>
        homes.length === 0 ? null : (
          <section className="gy-panel" aria-label="个人账与银行专户">
            {homes.length === 1 && homes[0] ? (
              <One home={homes[0]} named={false} citations={citations} />
            ) : (
              <Several homes={homes} citations={citations} />
            )}
          </section>
        )
      }
    </Answer>
  )
}

function Several({ homes, citations }: { homes: readonly HomeBalance[]; citations: readonly Citation[] }) {
  const book = sumOf(homes.map(({ bookFen }) => bookFen))
  return (
    <>
      <p className="gy-equation">
        {`个人账合计 ${yuanText(book)} 元（${homes.length}家）`} <Basis citations={[...citations]} />
      </p>
      {homes.map((home) => (
        <One key={home.homeId} home={home} named citations={[]} />
      ))}
    </>
  )
}

interface OneProps {
  home: HomeBalance
  named: boolean
  citations: readonly Citation[]
}

/** The book on the bank's day stands against the bank; what came after is told apart. */
function One({ home, named, citations }: OneProps) {
  const { bookFen, bankFen, bankOn, bookOnDayFen, differenceFen, home: name } = home
  const may = useMay()
  return (
    <p className={named ? '' : 'gy-equation'}>
      {named && `${name}：`}
      {bankFen === null || bookOnDayFen === null || bankOn === null ? (
        <>
          {`个人账合计 ${yuanText(bookFen)}　`}
          <FamilyTag family="orange" text="没有登记银行专户余额" />
        </>
      ) : (
        <>
          {`个人账合计 ${yuanText(bookOnDayFen)} ${differenceFen === 0n ? '＝' : '≠'} 银行专户 ${yuanText(bankFen)} `}
          {differenceFen === 0n ? (
            <FamilyTag family="green" text="相符" />
          ) : (
            <FamilyTag family="red" text={differenceText(differenceFen ?? 0n)} />
          )}
          <span className="gy-help">{`　${bankOn}银行对账单${bookFen === bookOnDayFen ? '' : `；现在个人账 ${yuanText(bookFen)}`}`}</span>
        </>
      )}{' '}
      {citations.length > 0 && <Basis citations={[...citations]} />} <BankLines homeId={home.homeId} home={name} />{' '}
      {may('custody.recordBank') && (
        <InWindow verb="登记银行余额" title="登记银行专户余额">
          {(close) => <BankForm homeId={home.homeId} onDone={close} />}
        </InWindow>
      )}
    </p>
  )
}

const differenceText = (fen: bigint): string =>
  fen > 0n ? `银行专户少${yuanText(fen)} 元` : `银行专户多${yuanText(-fen)} 元`

function BankLines({ homeId, home }: { homeId: string; home: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="gy-phrase" onClick={() => setOpen(true)}>
        历次对账
      </button>
      <Modal
        open={open}
        title={`${home}历次对账`}
        footer={null}
        width={1000}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Lines homeId={homeId} />
      </Modal>
    </>
  )
}

function Lines({ homeId }: { homeId: string }) {
  const answer = useAnswer(custody, 'bankLines', { homeId })
  return (
    <Answer answer={answer}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="gy-empty">还没有登记过银行专户余额。收到银行对账单后点“登记银行余额”。</p>
        ) : (
          <table className="gy-plain-table gy-wide">
            <thead>
              <tr>
                <th>日期</th>
                <th className="gy-right gy-nowrap">银行专户（元）</th>
                <th className="gy-right gy-nowrap">个人账（元）</th>
                <th className="gy-right gy-nowrap">差额（元）</th>
                <th>对账单</th>
                <th className="gy-nowrap">差额的原因</th>
                <th>登记</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="gy-nowrap">
                    <Day day={row.on} />
                  </td>
                  <td className="gy-right">
                    <Amount fen={row.balanceFen} as="column" />
                  </td>
                  <td className="gy-right">
                    <Amount fen={row.bookFen} as="column" />
                  </td>
                  <td className="gy-right">
                    <Amount fen={row.differenceFen} as="column" />
                  </td>
                  <td>{row.reference}</td>
                  <td>{row.words || '—'}</td>
                  <td>
                    {row.madeName} <Moment at={row.at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Answer>
  )
}

const labels = {
  on: '对账单日期',
  balanceFen: '专户余额（元）',
  reference: '对账单编号',
  words: '有差额的写明原因',
  fileIds: '对账单照片',
}
const Schema = custody.operations.recordBank.input
  .omit({ homeId: true, fileId: true })
  .extend({ fileIds: z.array(z.uuid()).optional() })

function BankForm({ homeId, onDone }: { homeId: string; onDone: () => void }) {
  const form = useForm({ schema: Schema, draft: `custody.bank.${homeId}`, initial: { on: today() } })
  const record = useCommand(custody, 'recordBank', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记银行余额"
      labels={labels}
      onSend={async ({ fileIds, ...input }) => {
        const { differenceFen } = await record.mutateAsync({ ...input, homeId, fileId: fileIds?.[0] ?? null })
        say(differenceFen === 0n ? '已登记，个人账与银行专户相符' : '已登记，有差额，列入待办')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <MoneyField form={form} name="balanceFen" label={labels.balanceFen} />
      <TextField form={form} name="reference" label={labels.reference} />
      <LongTextField form={form} name="words" label={labels.words} rows={2} maxLength={200} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}
