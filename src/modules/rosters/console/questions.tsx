/** The provider asks about a line; the county answers. The roster stays as it is. */
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { rosters, type Roster, type RosterRow } from '../contract.ts'

export function Questions({ roster }: { roster: Roster }) {
  const found = useAnswer(rosters, 'questions', { rosterId: roster.id })
  const rows = found.data ?? []
  return (
    <div id="questions">
      <Panel title="疑问" count={rows.length}>
        <ReasonsOf error={found.error} action="查看疑问" />
        {rows.length === 0 ? (
          <p className="gy-help">机构没有提出疑问。</p>
        ) : (
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            columns={[
              { title: '姓名', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
              { title: '疑问', dataIndex: 'words' },
              { title: '提出', render: (_, row) => <Moment at={row.askedAt} /> },
              { title: '答复', render: (_, row) => (row.answeredAt ? row.answer : <Reply questionId={row.id} />) },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

/** [提出疑问]: one line and words; the roster stays as it is (screens 4.10). */
export function AskAbout({ roster, row, onClose }: { roster: Roster; row: RosterRow; onClose: () => void }) {
  const [words, setWords] = useState('')
  const say = useSay()
  const put = useCommand(rosters, 'ask', { answers: ['duties'] })
  const send = async () => {
    await put.mutateAsync({ rosterId: roster.id, personId: row.personId, words })
    say('疑问已提出，等县民政部门答复')
  }
  return (
    <Confirm open title={`对${row.name}这一行提出疑问？`} verb="提出疑问" onClose={onClose} onConfirm={send}>
      <p>{`${row.township} ${row.village}，第${row.lineNo ?? '—'}行。提出疑问不影响名册和服务；县民政部门会逐条答复，差错在以后月份更正。`}</p>
      <Input.TextArea
        aria-label="疑问"
        placeholder="例如：该老人8月15日起住院，由家属照料"
        rows={3}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </Confirm>
  )
}

function Reply({ questionId }: { questionId: string }) {
  const may = useMay()
  const [answer, setAnswer] = useState('')
  const reply = useCommand(rosters, 'answerQuestion', { answers: ['duties'] })
  if (!may('rosters.answerQuestion')) return '等待答复'
  return (
    <>
      <Input.TextArea aria-label="答复" rows={2} value={answer} onChange={(event) => setAnswer(event.target.value)} />
      <Button loading={reply.isPending} onClick={() => reply.mutate({ questionId, answer })}>
        答复
      </Button>
      <ReasonsOf error={reply.error} action="答复" />
    </>
  )
}
