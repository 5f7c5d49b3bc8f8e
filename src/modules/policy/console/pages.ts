import { lazyView, type Page } from '#ui/page-list.ts'

export const policyPages: readonly Page[] = [
  {
    path: '/policy',
    title: '政策依据',
    section: '报表与依据',
    needs: 'policy.inForce',
    order: 70,
    view: lazyView(() => import('./policy.tsx'), 'PolicyPage'),
    help: {
      lines: [
        '1. 选地区和日期，看这一天这里执行什么规定、出自哪一条。',
        '2. 点一行，右边是条款原文、沿革和用到它的地方。',
        '3. 征求意见稿不作依据；勾选“含征求意见稿”只是试算。',
        '4. 新标准由经办登记文件、条款、原文和施行日，送审后由另一人采用。',
      ],
    },
  },
  {
    path: '/policy/new',
    title: '登记新标准',
    section: '报表与依据',
    needs: 'policy.propose',
    menu: false,
    view: lazyView(() => import('./new-standard.tsx'), 'NewStandard'),
  },
  {
    path: '/policy/document',
    title: '文件全文',
    section: '报表与依据',
    needs: 'policy.text',
    menu: false,
    view: lazyView(() => import('./document.tsx'), 'DocumentPage'),
  },
  {
    path: '/calendar',
    title: '工作日历',
    section: '设置',
    needs: 'policy.holidays',
    order: 20,
    view: lazyView(() => import('./calendar.tsx'), 'Calendar'),
    help: {
      lines: ['“休”“班”来自国务院办公厅的放假通知。本县另有放假的，由经办送审、另一人采用后只在本县计算期限。'],
    },
  },
]
