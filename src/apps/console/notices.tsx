/** The bell: what needs me, what came out, what the system says; no sound, no pop-up (screens 3.6). */
import { useQuery } from '@tanstack/react-query'
import { Popover } from 'antd'
import { useState } from 'react'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import type { Notice, NoticeSource } from '#ui/page-list.ts'
import { sources } from './pages.ts'

interface Group {
  source: NoticeSource
  notices: readonly Notice[]
}

export function Notices() {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const allowed = sources.notices.filter((source) => may(source.needs))
  const found = useQuery({
    queryKey: ['notices', allowed.map((source) => source.needs)],
    queryFn: async (): Promise<Group[]> =>
      Promise.all(allowed.map(async (source) => ({ source, notices: await source.load() }))),
    enabled: allowed.length > 0,
    refetchInterval: 120_000,
  })
  const groups = found.data ?? []
  const unread = groups
    .filter(({ source }) => source.group !== '系统消息')
    .reduce((count, { notices }) => count + notices.filter((notice) => notice.unread).length, 0)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<NoticeList groups={groups} onClose={() => setOpen(false)} />}
    >
      <button type="button" className="gy-quiet-button" aria-expanded={open}>
        通知{unread > 0 ? ` ${unread}` : ''}
      </button>
    </Popover>
  )
}

function NoticeList({ groups, onClose }: { groups: readonly Group[]; onClose: () => void }) {
  const shown = groups.filter(({ notices }) => notices.length > 0)
  if (shown.length === 0)
    return (
      <div className="gy-notices" role="dialog" aria-label="通知">
        没有新的通知。
      </div>
    )
  return (
    <div className="gy-notices" role="dialog" aria-label="通知">
      {shown.map(({ source, notices }) => (
        <section key={source.group}>
          <h2>{source.group}</h2>
          <ul onClick={onClose}>
            {notices.map((notice) => (
              <li key={notice.key}>
                {notice.to ? <Link to={notice.to}>{notice.text}</Link> : notice.text}{' '}
                <span className="gy-help">{notice.at}</span>
              </li>
            ))}
          </ul>
          {source.all && <Link to={source.all}>查看全部</Link>}
        </section>
      ))}
    </div>
  )
}
