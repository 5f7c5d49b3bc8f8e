/** 如果…会怎样: change a fact and see which condition tips; nothing is stored. */
import { Button, Checkbox, Table } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { policy } from '#modules/policy/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { Facts } from '../facts.ts'
import type { ReasoningShown } from '../shapes.ts'
import { proposalText, verdictText } from '../words.ts'
import { Conditions } from './case-reasoning.tsx'
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
      <Outcome file={file} facts={facts} drafts={drafts} />
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
  file: CaseFile
  facts: FactsValue
  drafts: string[]
}

function Outcome({ file, facts, drafts }: OutcomeProps) {
  const whole = Facts.safeParse(facts).success
  const { data, error } = useAnswer(
    recognition,
    'whatIf',
    { caseId: file.id, facts, drafts },
    { enabled: whole, keepLast: true },
  )
  if (!whole) return <p className="gy-help">义务人的姓名和关系填好后再试算。</p>
  if (!data) return <ReasonsOf error={error} action="试算" />
  return (
    <>
      <Both now={file.reasoning} tried={data} />
      <Conditions reasoning={data} />
    </>
  )
}

/** What stands and what was tried, side by side; a condition that tips is marked. */
function Both({ now, tried }: { now: ReasoningShown; tried: ReasoningShown }) {
  const rows = tried.conditions.map((condition) => {
    const before = now.conditions.find(({ key }) => key === condition.key)
    return { key: condition.key, title: condition.title, before: before?.verdict, after: condition.verdict }
  })
  return (
    <Table
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: '条件', dataIndex: 'title' },
        { title: '现在', render: (_, { before }) => (before ? verdictText[before] : '—') },
        {
          title: '试算',
          render: (_, { before, after }) =>
            before === after ? verdictText[after] : <FamilyTag family="orange" text={`改为${verdictText[after]}`} />,
        },
      ]}
      footer={() => `建议：现在“${proposalText[now.proposal]}”，试算“${proposalText[tried.proposal]}”`}
    />
  )
}
