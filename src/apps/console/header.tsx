/** Product, county, area, month, search, notices, help, account (screens 3.1–3.10). */
import { Link } from '#ui/link.tsx'
import { useMe } from '#ui/me.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AreaSwitcher } from './area-switcher.tsx'
import { MonthSwitcher } from './month-switcher.tsx'
import { Notices } from './notices.tsx'
import { SearchBox } from './search-box.tsx'
import { hasShortMenu } from './short-menu.ts'

export function Header({ onHelp }: { onHelp: () => void }) {
  // One village, and nothing there is chosen by month: neither switcher takes a line of the telephone.
  const plain = hasShortMenu(useMe().role)
  return (
    <header className="gy-head">
      <Link to="/" className="gy-brand">
        供养
      </Link>
      <AreaSwitcher countyOnly={plain} />
      {!plain && <MonthSwitcher />}
      <SearchBox />
      <div className="gy-head-end">
        <Notices />
        <button type="button" className="gy-quiet-button" onClick={onHelp}>
          帮助
        </button>
        <AccountMenu />
      </div>
    </header>
  )
}
