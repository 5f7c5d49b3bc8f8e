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
  {
    path: '/handovers',
    title: '交接',
    section: '我的待办',
    needs: 'duties.handOvers',
    order: 2,
    view: lazyView(() => import('./handovers.tsx'), 'HandOvers'),
    help: {
      lines: [
        '1. 在认定案卷、变更、死亡处理、追回款的页面点“移交”，选科室或乡镇，写明请对方办什么。',
        '2. 对方接收以前，仍由移出方负责；同一件事同时只能有一份移交在等接收。',
        '3. 只有接收方的账号能接收或退回，退回要写原因；移出方可以撤回。',
        '4. 接收期限由县里在“政策依据”中登记；没有登记的，只显示已经几个工作日没有接收。',
      ],
    },
  },
]
