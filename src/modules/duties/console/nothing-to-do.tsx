/** An empty list says what this post has to do here, when it would appear, and where one goes meanwhile (screens 5.18). */
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'

interface Way {
  title: string
  to: string
  needs: string
}

interface Post {
  words: string
  ways: readonly Way[]
}

const reports: Way = { title: '统计报表', to: '/reports', needs: 'reports.tables' }
const filing: Way = { title: '政策备案', to: '/policy/filing', needs: 'duties.policyFiling' }
const accounts: Way = { title: '账号管理', to: '/access', needs: 'access.accounts' }
const record: Way = { title: '操作留痕', to: '/record', needs: 'audit.entries' }
const roster: Way = { title: '人员名册', to: '/persons', needs: 'persons.list' }

const above: Post = {
  words:
    '县里的报表逾期没有报送、配套政策逾期没有出台或备案时，会出现在这里，写明哪个县、逾期几天。平时看各县报送和备案的情况：',
  ways: [reports, filing],
}

const posts: Readonly<Record<string, Post>> = {
  'data-officer': {
    words: '报表到了核对、签字、报送的日子，或者核对出不一致时，会出现在这里。平时核对表格、看人员和部门比对：',
    ways: [
      reports,
      { title: '表格核对', to: '/reports/check', needs: 'reports.check' },
      { title: '部门比对', to: '/overlaps', needs: 'overlaps.kinds' },
      roster,
    ],
  },
  'city-supervisor': above,
  'province-supervisor': above,
  admin: {
    words: '账号等待复核、备份没有做成时，会出现在这里。平时管理账号、单位和区划：',
    ways: [accounts, { title: '单位与区划', to: '/access/units', needs: 'access.units' }, record],
  },
  'security-admin': {
    words: '账号的开通和权限变更等待复核时，会出现在这里。平时复核账号、抽查操作留痕：',
    ways: [accounts, record],
  },
  auditor: {
    words: '投诉等待交办、答复时，会出现在这里。平时看反映与更正、抽查操作留痕：',
    ways: [{ title: '反映与更正', to: '/requests', needs: 'portal.requests' }, record],
  },
  finance: {
    words: '结算、发放名单送到财政审核时，会出现在这里。平时看资金入账和发放：',
    ways: [
      { title: '资金入账', to: '/ledger', needs: 'ledger.pots' },
      { title: '发放', to: '/payments', needs: 'payments.list' },
    ],
  },
  'medical-insurance': {
    words: '需要医保核对的人员会出现在这里。平时查人员名册：',
    ways: [roster],
  },
  'village-aide': {
    words: '请您陪同入户、张贴公示、请人签收时，会出现在这里。村里有人去世、住院、外出，现在就报：',
    ways: [{ title: '报告情况', to: '/report', needs: 'recognition.helping' }],
  },
}

const others: Post = {
  words: '有事要您办时会出现在这里，按法定期限排好。',
  ways: [roster],
}

export function NothingToDo() {
  const { role } = useMe()
  const may = useMay()
  const { words, ways } = posts[role] ?? others
  return (
    <div className="gy-empty">
      <p>现在没有要办的事。{words}</p>
      <p className="gy-actions">
        {ways
          .filter(({ needs }) => may(needs))
          .map(({ title, to }) => (
            <Link key={to} to={to}>
              {title}
            </Link>
          ))}
      </p>
    </div>
  )
}
