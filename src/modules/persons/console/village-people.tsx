/** 本村人员: who they are, who looks after them, no detail of health, for a phone (screens 1, R8). */
import { Input } from 'antd'
import { useState } from 'react'
import { supportModeText } from '#kernel/self-care.ts'
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { type ListedPerson, persons } from '../contract.ts'
import { sexText, statusText } from '../words.ts'

const most = 100

export function VillagePeople() {
  const [text, setText] = useState('')
  const wanted = text.trim()
  const answer = useAnswer(
    persons,
    'list',
    { pageSize: most, countAll: true, ...(wanted === '' ? {} : { text: wanted }) },
    { keepLast: true },
  )
  return (
    <PageBody title="本村人员" beside={answer.data && `${answer.data.total}人`}>
      <Input
        allowClear
        aria-label="姓名"
        placeholder="姓名、拼音首字母"
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Answer answer={answer}>
        {({ rows, total }) => (
          <>
            {rows.length === 0 && (
              <Empty>{wanted === '' ? '本村现在没有特困人员。' : '没有找到，请换个字试试。'}</Empty>
            )}
            <ul className="gy-asks">
              {rows.map((row) => (
                <One key={row.id} row={row} several={several(rows)} />
              ))}
            </ul>
            {total > rows.length && <p className="gy-help">还有{total - rows.length}人没有列出，请输入姓名查找。</p>}
          </>
        )}
      </Answer>
    </PageBody>
  )
}

const several = (rows: readonly ListedPerson[]): boolean => new Set(rows.map(({ village }) => village)).size > 1

function One({ row, several: named }: { row: ListedPerson; several: boolean }) {
  const { id, name, sex, age, mode, village, organisation, status } = row
  return (
    <li>
      <h2>
        <Link to={`/persons/${id}`}>{name}</Link> <StatusTag of="供养状态" word={statusText[status]} />
      </h2>
      <p>{[sexText[sex], `${age}岁`, mode ? supportModeText[mode] : '', organisation].filter(Boolean).join('，')}</p>
      {named && village && <p className="gy-help">{village}</p>}
    </li>
  )
}
