/** Name and role, one's own account, settings where allowed, and the way out (screens 3.10). */
import { Dropdown } from 'antd'
import { useGo } from '#ui/link.tsx'
import { useMe } from '#ui/me.tsx'
import { inMenu, pagesFor } from '#ui/page-list.ts'
import { leave } from './leaving.ts'
import { topSections } from './menu.tsx'
import { pages } from './pages.ts'

export function AccountMenu() {
  const me = useMe()
  const go = useGo()
  const mine = pagesFor(pages, me.operations)
  const settings = topSections(mine).includes('设置')
    ? []
    : mine.filter((page) => page.section === '设置' && inMenu(page))
  const items = [
    { key: 'account', label: '我的账号', onClick: () => go('/account') },
    ...settings.map((page) => ({ key: page.path, label: page.title, onClick: () => go(page.path) })),
    { key: 'out', label: '退出', onClick: () => void leave() },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <button type="button" className="gy-quiet-button" title={me.scopeText}>
        {me.name} <span className="gy-help">{me.roleTitle}</span> ▾
      </button>
    </Dropdown>
  )
}
