/** The sample at the left: who is done, begun, open; found by name, walked through by keys (screens 4.12). */
import { Input, Progress, Segmented } from 'antd'
import { useState } from 'react'
import { draftOf } from '#ui/draft.ts'
import { useMe } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import type { Evaluation, Sheet } from '../contract.ts'
import { scoreText } from '../score.ts'

const shows = ['全部', '未评', '已评'] as const
type Show = (typeof shows)[number]

interface Props {
  evaluation: Evaluation
  chosen: string | undefined
  onChoose: (personId: string) => void
}

export const sheetDraft = (evaluationId: string, personId: string): string =>
  `evaluations.sheet.${evaluationId}.${personId}`

export function SampleList({ evaluation, chosen, onChoose }: Props) {
  const [words, setWords] = useState('')
  const [show, setShow] = useState<Show>('全部')
  const sheets = evaluation.sheets.filter(({ inSample }) => inSample)
  const done = sheets.filter(({ filled }) => filled).length
  const fitting = sheets.filter(
    (sheet) =>
      (show === '全部' || sheet.filled === (show === '已评')) && `${sheet.name}${sheet.village}`.includes(words.trim()),
  )
  return (
    <Panel title="样本" count={sheets.length}>
      <Progress
        status="normal"
        percent={sheets.length === 0 ? 0 : Math.floor((done * 100) / sheets.length)}
        format={() => `${done}／${sheets.length}`}
        size="small"
        aria-label={`已评${done}人，共${sheets.length}人`}
      />
      <div className="gy-stack">
        <Segmented size="small" options={[...shows]} value={show} onChange={setShow} aria-label="看哪些人" />
        {sheets.length > 8 && (
          <Input
            size="small"
            aria-label="在样本中查找"
            placeholder="姓名或村"
            allowClear
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </div>
      {fitting.length === 0 && <p className="gy-help">没有这样的人。</p>}
      <ul className="gy-sample">
        {fitting.map((sheet) => (
          <li key={sheet.personId}>
            <OneOfSample
              sheet={sheet}
              evaluationId={evaluation.id}
              chosen={sheet.personId === chosen}
              onChoose={() => onChoose(sheet.personId)}
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface OneProps {
  sheet: Sheet
  evaluationId: string
  chosen: boolean
  onChoose: () => void
}

function OneOfSample({ sheet, evaluationId, chosen, onChoose }: OneProps) {
  const me = useMe()
  const begun = !sheet.filled && draftOf(`${me.accountId}.${sheetDraft(evaluationId, sheet.personId)}`) !== undefined
  const [sign, state] = sheet.filled ? ['✓', '已评'] : begun ? ['◐', '填了一半，草稿在本机'] : ['○', '未评']
  return (
    <button type="button" className="gy-sample-one" aria-pressed={chosen} onClick={onChoose} title={state}>
      <span aria-hidden="true">{sign}</span>
      <span className="gy-unseen">{state}</span>
      <span>{sheet.name}</span>
      <span className="gy-help">{sheet.village}</span>
      <span className="gy-digits">{sheet.scoreTenths === null ? '' : scoreText(sheet.scoreTenths)}</span>
    </button>
  )
}
