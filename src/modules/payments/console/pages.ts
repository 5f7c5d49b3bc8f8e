import { lazyView, type Page } from '#ui/page-list.ts'

export const paymentsPages: readonly Page[] = [
  {
    path: '/payments',
    title: '发放',
    section: '资金',
    needs: 'payments.list',
    order: 10,
    view: lazyView(() => import('./batches.tsx'), 'Batches'),
    help: {
      lines: [
        '1. 财政已审的结算在“待付的结算”中。上传与应付相等的发票，点“提交支付申请”。',
        '2. 点“生成批次”，把支付申请列成发放批次；按人发放的点“生成发放花名册”。',
        '3. 民政负责人、财政先后审批，两人两单位，都不是经办人。',
        '4. 点“导出银行文件”。导出后批次锁定。',
        '5. 银行办完后点“导入回盘”。退回的笔改正账户后点“失败重发”。',
        '6. 应付、已付、银行回单相等时点“对账”，填写凭证号。',
      ],
    },
  },
  {
    path: '/payments/$batchId',
    title: '发放批次',
    section: '资金',
    needs: 'payments.get',
    menu: false,
    view: lazyView(() => import('./batch.tsx'), 'BatchPage'),
  },
  {
    path: '/payments/items/$itemId',
    title: '一笔发放',
    section: '资金',
    needs: 'payments.itemPlace',
    menu: false,
    view: lazyView(() => import('./item.tsx'), 'ItemPlace'),
  },
  {
    path: '/payments/claims',
    title: '追回款',
    section: '资金',
    needs: 'payments.claims',
    order: 12,
    view: lazyView(() => import('./claims.tsx'), 'Claims'),
    help: {
      lines: [
        '1. 登记晚了的死亡、终止供养，以及多发的钱，按人按月列在这里。',
        '2. 县级救助负责人或财政登记结果：已收回写凭证号；不予追回写理由。',
        '3. 追回款不从别人的钱里扣，收回后入原专项资金。',
      ],
    },
  },
  {
    path: '/payments/proposals',
    title: '追缴建议',
    section: '资金',
    needs: 'payments.claimProposals',
    order: 11,
    view: lazyView(() => import('./proposals.tsx'), 'Proposals'),
    help: {
      lines: [
        '1. 部门比对判定“同一人”且两项制度重复保障的月份，或终止供养决定写明此前不应发放的月份，自动列在这里。',
        '2. 乡镇或县里先听取本人意见，写原话；对方名单没有金额的，问明后填写。',
        '3. 由提出和听取以外的人决定。特困供养多发的，成立后按月列入“追回款”；别的待遇由对方部门追回，收回后登记凭证号。',
      ],
    },
  },
  {
    path: '/payments/accounts',
    title: '供养机构账户',
    section: '资金',
    needs: 'payments.homeAccounts',
    order: 14,
    view: lazyView(() => import('./home-accounts.tsx'), 'HomeAccounts'),
    help: {
      lines: [
        '1. 集中供养人员的钱付给所住机构，账户须由两人登记和复核。',
        '2. 经办人登记户名、开户银行、账号和启用日；账号只显示末四位。',
        '3. 县级救助负责人与开户证明核对后点“同意”，以前的账户同时停用。',
      ],
    },
  },
]
