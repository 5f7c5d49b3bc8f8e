/** 录入核查结果: the rows of the paper in their order; Enter says 无变化, a digit what else (screens 4.32). */
import { Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { dayTyped } from '#ui/typing.ts'
import { verifications } from '../contract.ts'
import { coverageText } from '../rules.ts'
import type { SheetDetails } from '../shapes.ts'
import { answerKeys, answerShort, answerText, How, howText } from '../words.ts'
import { CodeField } from './code-field.tsx'
import { KeyingRow } from './keying-row.tsx'
import { PrintList } from './round-deeds.tsx'

/** Said once for all rows that follow. */
export interface Setting {
  seenOn: PlainDate
  officer: string
  how: How
  seenSelf: boolean
}

export function Keying() {
  const { state } = useAddress()
  const sheetId = state['sheet'] ?? null
  const code = state['code'] ?? ''
  const answer = useAnswer(
    verifications,
    'sheet',
    { sheetId, code },
    { keepLast: true, enabled: sheetId !== null || code !== '' },
  )
  if (sheetId === null && code === '')
    return (
      <PageBody title="录入核查结果" way={way}>
        <CodeField autoFocus />
        <Empty>输入或扫描纸页右上角的校验码，这一页的人按纸的顺序排好。</Empty>
      </PageBody>
    )
  if (answer.data) return <Sheet key={`${answer.data.sheetId} ${answer.data.page ?? ''}`} found={answer.data} />
  return (
    <PageBody title="录入核查结果" way={way}>
      <Answer answer={answer}>{() => null}</Answer>
      <CodeField />
    </PageBody>
  )
}

const way = [{ title: '年度核查', to: '/verification' }]

function Sheet({ found }: { found: SheetDetails }) {
  const may = useMay()
  const me = useMe()
  const mine = found.running && may('verifications.record')
  const [setting, setSetting] = useState<Setting>({
    seenOn: me.today,
    officer: found.officer || me.name,
    how: 'home',
    seenSelf: true,
  })
  const page = found.page === null ? '' : `，第${found.page} / ${found.pages}页`
  return (
    <PageBody
      title={`${found.township}${found.village}`}
      way={[...way, { title: found.round, to: `/verification/${found.roundId}` }]}
      beside={`${coverageText(found.counts)}${page}`}
      others={<PrintList roundId={found.roundId} sheetIds={[found.sheetId]} />}
    >
      {mine && <Head setting={setting} onChange={setSetting} />}
      <Rows found={found} setting={setting} mine={mine} />
      <p className="gy-actions gy-sheet-actions">
        {found.next ? (
          <Link to={`/verification/entry?sheet=${found.next.sheetId}`}>下一个村（居）：{found.next.village} ▸</Link>
        ) : (
          <Link to={`/verification/${found.roundId}`}>回到进度</Link>
        )}
      </p>
      {mine && <CodeField />}
    </PageBody>
  )
}

interface HeadProps {
  setting: Setting
  onChange: (setting: Setting) => void
}

function Head({ setting, onChange }: HeadProps) {
  const [day, setDay] = useState<string>(setting.seenOn)
  const leaveDay = () => {
    const read = dayTyped(day, today())
    if (read) onChange({ ...setting, seenOn: read })
    setDay(read ?? setting.seenOn)
  }
  return (
    <>
      <div className="gy-keying-head">
        <label>
          核查日期
          <Input value={day} onChange={(event) => setDay(event.target.value)} onBlur={leaveDay} />
        </label>
        <label>
          核查人
          <Input
            maxLength={60}
            value={setting.officer}
            onChange={(event) => onChange({ ...setting, officer: event.target.value })}
          />
        </label>
        <label>
          在哪里
          <Select value={setting.how} options={places} onChange={(how) => onChange({ ...setting, how })} />
        </label>
        <label>
          本人
          <Select
            value={setting.seenSelf ? 'yes' : 'no'}
            options={met}
            onChange={(value) => onChange({ ...setting, seenSelf: value === 'yes' })}
          />
        </label>
      </div>
      <Keys />
    </>
  )
}

const places = choicesOf(How.options, howText)
const met = [
  { value: 'yes', label: '见到本人' },
  { value: 'no', label: '没有见到，另行核实' },
]
const keys = [
  { key: 'Enter', text: answerText.none },
  ...answerKeys.map(({ key, answer }) => ({ key, text: answerShort[answer] })),
  { key: '↑↓', text: '换行' },
  { key: 'Esc', text: '取消' },
]

function Keys() {
  return (
    <p className="gy-help gy-keys">
      {keys.map(({ key, text }) => (
        <span key={key}>
          <kbd>{key}</kbd> {text}
        </span>
      ))}
    </p>
  )
}

interface RowsProps {
  found: SheetDetails
  setting: Setting
  mine: boolean
}

function Rows({ found, setting, mine }: RowsProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  // The first who is still to be keyed in has the keyboard from the start.
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('[data-cell]')?.focus()
  }, [])
  if (found.rows.length === 0) return <Empty>这一页没有人，可能已转到别的村（居）。</Empty>
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table gy-wide gy-keying">
        <caption className="gy-unseen">核查名单</caption>
        <thead>
          <tr>
            {['序', '姓名', '情况', '结果', '办理'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {found.rows.map((row) => (
            <KeyingRow key={row.personId} row={row} found={found} setting={setting} mine={mine} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
