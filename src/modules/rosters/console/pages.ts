import { lazyView, type Page } from '#ui/page-list.ts'

export const rostersPages: readonly Page[] = [
  {
    path: '/rosters',
    title: '月度名册',
    section: '月度工作',
    needs: 'rosters.list',
    order: 30,
    view: lazyView(() => import('./rosters.tsx'), 'Rosters'),
    help: {
      lines: [
        '1. 每月先点“生成名册”，系统按在册、分散供养和购买合同的服务乡镇列出人员，并与上月比较。',
        '2. 变化的人逐条核对后点“确认变化”；没有变化的人不用看。',
        '3. 点“锁定名册”。锁定后不能修改，差错在以后月份用更正行处理。',
        '4. 点“发送给机构”。机构只看到自己的人，不含身份证号，签收后显示签收时间。',
        '5. 锁定后才知道的死亡、等级变化，点“查找更正”列入以后月份。',
      ],
    },
  },
  {
    path: '/rosters/$rosterId',
    title: '名册人员',
    section: '月度工作',
    needs: 'rosters.lines',
    menu: false,
    view: lazyView(() => import('./roster.tsx'), 'RosterPage'),
  },
]
