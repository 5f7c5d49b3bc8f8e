import { lazyView, type Page } from '#ui/page-list.ts'

export const custodyPages: readonly Page[] = [
  {
    path: '/custody',
    title: '代管资金',
    section: '机构',
    needs: 'custody.accounts',
    order: 16,
    view: lazyView(() => import('./accounts.tsx'), 'Accounts'),
    help: {
      lines: [
        '1. 本人（不具有完全民事行为能力的由监护人）书面委托，点“登记委托并开户”，一人一账。',
        '2. 存入、支取、代购由一人登记、另一人复核，复核后才入账；余额不得为负。',
        '3. 由他人代领、代管的，先在人员档案登记本人或监护人的同意，写明由谁领取。',
        '4. 零用钱按月制表、复核、逐人签收；没有来领的留在本人账上。',
        '5. 每次收到银行对账单，登记专户余额；个人账合计应等于银行专户。',
        '6. 报告死亡时账户自动冻结，只能办理身后结清：清点、凭证明、签收、归零。',
        '7. 离院、撤回委托的，余额和物品交还本人或监护人，办理结清。',
      ],
    },
  },
  {
    path: '/custody/check',
    title: '待复核的收支',
    section: '机构',
    needs: 'custody.waiting',
    menu: false,
    view: lazyView(() => import('./check.tsx'), 'Check'),
  },
  {
    path: '/custody/rounds',
    title: '零用钱发放',
    section: '机构',
    needs: 'custody.rounds',
    menu: false,
    view: lazyView(() => import('./rounds.tsx'), 'Rounds'),
  },
  {
    path: '/custody/rounds/$roundId',
    title: '零用钱发放',
    section: '机构',
    needs: 'custody.round',
    menu: false,
    view: lazyView(() => import('./round.tsx'), 'RoundPage'),
    help: {
      lines: [
        '1. 发放表由另一人复核以后才能发。',
        '2. 本人到场：点“本人签名”或“本人捺印”，同时在签收册上签。',
        '3. 有同意的才能代领，代领人随记录保存。没有同意的，不能代领。',
        '4. 按Enter到下一位；没有来的跳过，“结束发放”后留在本人账上。',
      ],
    },
  },
  {
    path: '/custody/$accountId',
    title: '代管账户',
    section: '机构',
    needs: 'custody.account',
    menu: false,
    view: lazyView(() => import('./account.tsx'), 'AccountPage'),
  },
]
