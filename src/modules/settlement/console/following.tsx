/** A statement's page follows the month of the header and the provider chosen on it; both stand in the address (screens 3.3). */
import { Button, Select } from 'antd'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { settlement } from '../contract.ts'
import type { Statement } from './statement.tsx'

type Shown = Pick<Statement, 'id' | 'month' | 'organisationId' | 'organisation'>

/** The month that was chosen and is not the statement's own; whoever comes by a link finds the statement's month chosen. */
function useOtherMonth(own: PlainMonth): PlainMonth | undefined {
  const { month, setMonth } = useMonth()
  const [arrived, setArrived] = useState(month === own)
  if (!arrived && month === own) setArrived(true)
  const arrive = useEffectEvent(() => {
    if (!arrived) setMonth(own)
  })
  // Once on arrival: afterwards the reader chooses.
  useEffect(() => {
    arrive()
  }, [])
  return arrived && month !== own ? month : undefined
}

export function Following({ statement, children }: { statement: Shown; children: ReactNode }) {
  const other = useOtherMonth(statement.month)
  return other ? <OfMonth statement={statement} month={other} /> : children
}

/** The same provider's statement of another month, or that there is none. */
function OfMonth({ statement, month }: { statement: Shown; month: PlainMonth }) {
  const { organisationId, organisation } = statement
  const found = useAnswer(settlement, 'list', { month, organisationId })
  const { setMonth } = useMonth()
  const go = useGo()
  const next = found.data?.rows[0]?.id
  const open = useEffectEvent((id: string) => go(`/settlements/${id}?month=${month}`))
  useEffect(() => {
    if (next) open(next)
  }, [next])
  return (
    <PageBody
      title={`结算单 ${monthText(month)}`}
      way={[{ title: '结算', to: '/settlements' }]}
      others={<ProviderChoice statement={statement} month={month} />}
    >
      <Answer answer={found} lines={3}>
        {({ rows }) =>
          rows.length === 0 && (
            <>
              <Empty next={{ title: '打开本月结算', to: '/settlements' }}>
                {`${organisation}${monthText(month)}没有结算单。名册锁定、考评送齐后可以计算。`}
              </Empty>
              <Button onClick={() => setMonth(statement.month)}>{`回到${monthText(statement.month)}结算单`}</Button>
            </>
          )
        }
      </Answer>
    </PageBody>
  )
}

/** The other providers' statements of the month. */
export function ProviderChoice({ statement, month }: { statement: Shown; month: PlainMonth }) {
  const may = useMay()
  const go = useGo()
  const listed = useAnswer(settlement, 'list', { month, pageSize: 200 }, { enabled: may('settlement.list') })
  const own = statement.month === month ? [{ value: statement.id, label: statement.organisation }] : []
  const all = (listed.data?.rows ?? []).map(({ id, organisation }) => ({ value: id, label: organisation }))
  const options = [...own.filter(({ value }) => !all.some((each) => each.value === value)), ...all]
  if (options.length < 2 && own.length > 0) return null
  return (
    <Select
      aria-label="机构"
      placeholder="选择机构"
      className="gy-provider-choice"
      options={options}
      {...(own.length > 0 ? { value: statement.id } : {})}
      notFoundContent="本月还没有结算单"
      onChange={(id) => go(`/settlements/${id}?month=${month}`)}
    />
  )
}
