/** 如果…会怎样: change a fact and see which condition tips; nothing is stored. */
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { policy } from '#modules/policy/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { Facts } from '../facts.ts'
import { Conditions } from './case-parts.tsx'
import { FactsEditor, type FactsValue } from './facts-editor.tsx'

export function TryOut({ file }: { file: CaseFile }) {
  const may = useMay()
  const [facts, setFacts] = useState<FactsValue>()
  const [drafts, setDrafts] = useState<string[]>([])
  if (!may('recognition.whatIf')) return null
  if (!facts)
    return (
      <Button type="link" onClick={() => setFacts(z.encode(Facts, file.facts))}>
        如果情况不同，会怎样？（试算）
      </Button>
    )
  return (
    <Panel title="试算" extra={<Button onClick={() => setFacts(undefined)}>收起试算</Button>}>
      <p className="gy-note" role="note">
        试算，不是决定，不会保存。
      </p>
      <Drafts chosen={drafts} onChoose={setDrafts} />
      <Outcome caseId={file.id} facts={facts} drafts={drafts} />
      <FactsEditor value={facts} onChange={setFacts} />
    </Panel>
  )
}

interface DraftsProps {
  chosen: string[]
  onChoose: (names: string[]) => void
}

/** Draft law may be tried here, and nowhere decides. */
function Drafts({ chosen, onChoose }: DraftsProps) {
  const { data } = useAnswer(policy, 'documents', {})
  const found = (data?.rows ?? []).filter(({ status }) => status === '征求意见稿')
  if (found.length === 0) return null
  return (
    <div className="gy-field">
      <span>把征求意见稿当作有效来试</span>
      <Checkbox.Group
        options={found.map(({ key, title }) => ({ value: key, label: title }))}
        value={chosen}
        onChange={onChoose}
      />
    </div>
  )
}

interface OutcomeProps {
  caseId: string
  facts: FactsValue
  drafts: string[]
}

function Outcome({ caseId, facts, drafts }: OutcomeProps) {
  const whole = Facts.safeParse(facts).success
  const { data, error } = useAnswer(
    recognition,
    'whatIf',
    { caseId, facts, drafts },
    { enabled: whole, keepLast: true },
  )
  if (!whole) return <p className="gy-help">义务人的姓名和关系填好后再试算。</p>
  return data ? <Conditions reasoning={data} /> : <ReasonsOf error={error} action="试算" />
}
