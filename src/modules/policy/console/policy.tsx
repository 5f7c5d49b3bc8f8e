/** 政策依据: what is in force here on a day, since when, by which words (screens 4.3). */
import { Button, Checkbox, Input, Tabs } from 'antd'
import { PlainDate } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { useGo } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { today, useCounty } from '#ui/place.ts'
import { print } from '#ui/print.ts'
import { Trial } from '#ui/states.tsx'
import { Compare } from './compare.tsx'
import { Conflicts } from './conflicts.tsx'
import { DayPick } from './day-pick.tsx'
import { Documents } from './documents.tsx'
import { InForce } from './in-force.tsx'
import { Packs } from './packs.tsx'
import { Proposals } from './proposals.tsx'

export interface Where {
  area?: string
  day: PlainDate
  withDrafts: boolean
}

function useWhere(): Where {
  const { state } = useAddress()
  const { county } = useCounty()
  const day = PlainDate.safeParse(state['day'])
  return {
    ...(county ? { area: county.code } : {}),
    day: day.success ? day.data : today(),
    withDrafts: state['drafts'] === '1',
  }
}

export function PolicyPage() {
  const { state, change } = useAddress()
  const where = useWhere()
  const may = useMay()
  const search = state['search'] ?? ''
  const tabs = [
    { key: 'inForce', label: '在用规定', children: <InForce where={where} search={search} /> },
    { key: 'documents', label: '文件', children: <Documents where={where} search={search} /> },
    { key: 'conflicts', label: '与上位规定不一致', children: <Conflicts where={where} /> },
    { key: 'compare', label: '试算与对比', children: <Compare where={where} /> },
    ...(may('policy.checkPack') || may('policy.exportPack')
      ? [{ key: 'packs', label: '政策包', children: <Packs /> }]
      : []),
    ...(may('policy.proposals') ? [{ key: 'proposals', label: '送审', children: <Proposals /> }] : []),
  ]
  return (
    <PageBody
      title="政策依据"
      beside={<Filters where={where} search={search} />}
      others={<Others />}
      action={<NewButton />}
      strip={where.withDrafts ? <Trial>试算，不是决定：征求意见稿不作依据</Trial> : undefined}
    >
      <Tabs
        items={tabs}
        activeKey={state['tab'] ?? 'inForce'}
        onChange={(tab) => change({ tab: tab === 'inForce' ? undefined : tab })}
        destroyOnHidden
      />
    </PageBody>
  )
}

function Filters({ where, search }: { where: Where; search: string }) {
  const { change } = useAddress()
  return (
    <>
      <DayPick label="日期" day={where.day} onChoose={(day) => change({ day })} />
      <Checkbox
        checked={where.withDrafts}
        onChange={(event) => change({ drafts: event.target.checked ? '1' : undefined })}
      >
        含征求意见稿
      </Checkbox>
      <Input.Search
        aria-label="搜索条款、数值"
        placeholder="条款、数值…"
        style={{ width: 220 }}
        defaultValue={search}
        allowClear
        onSearch={(words) => change({ search: words.trim() || undefined })}
      />
    </>
  )
}

function Others() {
  const me = useMe()
  return <Button onClick={() => print({ by: me.name, demo: me.demo })}>打印政策汇编</Button>
}

function NewButton() {
  const may = useMay()
  const go = useGo()
  if (!may('policy.propose')) return null
  return (
    <Button type="primary" onClick={() => go('/policy/new')}>
      登记新标准
    </Button>
  )
}
