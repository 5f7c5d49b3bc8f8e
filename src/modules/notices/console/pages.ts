import { lazyView, type Page } from '#ui/page-list.ts'

export const noticesPages: readonly Page[] = [
  {
    path: '/notices',
    title: '告知',
    section: '月度工作',
    needs: 'notices.list',
    order: 90,
    view: lazyView(() => import('./notices.tsx'), 'Notices'),
    help: {
      lines: [
        '1. 每发一笔钱，系统为本人生成一份告知，不写能力等级和病情。',
        '2. 打印告知单送到本人手上，或当面念给本人听。',
        '3. 本人知晓后，选中这些告知，点“登记已知晓”。',
      ],
    },
  },
]
