/** 部门比对: lists, hits to decide, what was decided, what is not drawn (screens 4.27). */
import { Tabs } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { overlaps } from '../contract.ts'
import { Decided } from './decided.tsx'
import { Hits } from './hits.tsx'
import { Lists } from './lists.tsx'
import { UncollectedTab } from './uncollected.tsx'

export function Overlaps() {
  const may = useMay()
  const { state, change } = useAddress()
  const lists = useAnswer(overlaps, 'lists', { pageSize: 200 }, { enabled: may('overlaps.lists') })
  const open = lists.data?.rows.reduce((sum, list) => sum + list.open, 0) ?? 0
  const count = open > 0 ? ` ${open}` : ''
  const tabs = [
    { key: 'lists', label: '导入名单', needs: 'overlaps.lists', children: <Lists /> },
    { key: 'hits', label: `命中待定${count}`, needs: 'overlaps.hits', children: <Hits /> },
    { key: 'decided', label: '已处理', needs: 'overlaps.hits', children: <Decided /> },
    { key: 'uncollected', label: '应享未享', needs: 'overlaps.uncollected', children: <UncollectedTab /> },
  ].filter(({ needs }) => may(needs))
  const shown = tabs.find(({ key }) => key === state['tab'])?.key ?? tabs[0]?.key ?? 'lists'
  const nothing = {
    page: undefined,
    words: undefined,
    kind: undefined,
    verdict: undefined,
    person: undefined,
    carry: undefined,
  }
  return (
    <PageBody title="部门比对">
      <Tabs
        activeKey={shown}
        onChange={(tab) => change({ ...nothing, list: undefined, tab })}
        items={tabs.map(({ key, label, children }) => ({ key, label, children }))}
        destroyOnHidden
      />
    </PageBody>
  )
}
