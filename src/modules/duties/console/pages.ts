import { lazyView, type Page } from '#ui/page-list.ts'

export const dutiesPages: readonly Page[] = [
  {
    path: '/',
    title: '我的待办',
    section: '我的待办',
    needs: 'duties.mine',
    order: 1,
    view: lazyView(() => import('./my-work.tsx'), 'MyWork'),
    help: {
      lines: ['按法定期限排列：先逾期，再今天，再以后。', '点“去办理”直接到办这件事的页面，办完自动从这里消失。'],
    },
  },
]
