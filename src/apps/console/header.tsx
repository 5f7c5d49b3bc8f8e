/** Product, county, area, month, search, notices, help, account (screens 3.1–3.10). */
import { Link } from '#ui/link.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AreaSwitcher } from './area-switcher.tsx'
import { MonthSwitcher } from './month-switcher.tsx'
import { Notices } from './notices.tsx'
import { SearchBox } from './search-box.tsx'

export function Header({ onHelp }: { onHelp: () => void }) {
  return (
    <header className="gy-head">
      <Link to="/" className="gy-brand">
        供养
      </Link>
      <AreaSwitcher />
      <MonthSwitcher />
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
