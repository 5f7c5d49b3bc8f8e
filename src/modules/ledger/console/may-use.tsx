/** 能不能用: asked before the money is spent, answered with the clause. */
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { Reasons } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { Earmark, earmarkText, ledger } from '../contract.ts'
import { categoryText } from '../rules.ts'

export function MayUse() {
  const [earmark, setEarmark] = useState<Earmark>('care')
  const [category, setCategory] = useState<string>()
  const [asked, setAsked] = useState<{ earmark: Earmark; category: string }>()
  const ids = [useId(), useId()]
  return (
    <div className="gy-form">
      <div className="gy-field">
        <label htmlFor={ids[0]}>用哪一项钱</label>
        <Select
          {...(ids[0] ? { id: ids[0] } : {})}
          value={earmark}
          onChange={setEarmark}
          options={Earmark.options.map((value) => ({ value, label: earmarkText[value] }))}
        />
      </div>
      <div className="gy-field">
        <label htmlFor={ids[1]}>买什么、付什么</label>
        <Select
          {...(ids[1] ? { id: ids[1] } : {})}
          placeholder="请选择支出项目"
          value={category ?? null}
          onChange={(next: string) => setCategory(next)}
          options={Object.entries(categoryText).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <Button
        type="primary"
        disabled={category === undefined}
        onClick={() => setAsked(category === undefined ? undefined : { earmark, category })}
      >
        查一查
      </Button>
      {asked ? <Verdict {...asked} /> : <p className="gy-help">支出前先查。依据在用规定回答，不留下任何支出。</p>}
    </div>
  )
}

function Verdict({ earmark, category }: { earmark: Earmark; category: string }) {
  const answer = useAnswer(ledger, 'mayUse', { earmark, category, amountFen: 1 })
  const what = `${earmarkText[earmark]}资金用于“${categoryText[category] ?? category}”`
  return (
    <Answer answer={answer} lines={2}>
      {({ ok, reasons }) =>
        ok ? (
          <p role="status">
            <FamilyTag family="green" text="可以" /> {what}，没有规定禁止。
          </p>
        ) : (
          <Reasons action={`把${what}`} reasons={reasons} />
        )
      }
    </Answer>
  )
}
