import { lazyView, type Page } from '#ui/page-list.ts'

export const settlementPages: readonly Page[] = [
  {
    path: '/settlements',
    title: '结算',
    section: '月度工作',
    needs: 'settlement.list',
    order: 60,
    view: lazyView(() => import('./statements.tsx'), 'Statements'),
    help: {
      lines: [
        '1. 名册锁定并签收、考评送齐、验收通过后，点“计算”。不能计算时，原因和出路写在机构一行下面。',
        '2. 打开结算单，逐层展开，每一分钱都能看到名册、等级、协议、服务次数和依据。',
        '3. 点“送审”。负责人、财政依次审批，三个人不能相同。',
        '4. 审定以后才知道的变化，在以后月份的结算单里自动成为更正行，原单不改。',
        '5. “复算”按原计算版本重算一遍，应与原件逐字节一致。',
      ],
    },
  },
  {
    path: '/settlements/$statementId',
    title: '结算单',
    section: '月度工作',
    needs: 'settlement.statement',
    menu: false,
    view: lazyView(() => import('./statement.tsx'), 'StatementPage'),
  },
  {
    path: '/settlements/trial',
    title: '试算一人一月',
    section: '月度工作',
    needs: 'settlement.trial',
    menu: false,
    view: lazyView(() => import('./trial.tsx'), 'TrialPage'),
  },
]
