import { lazyView, type Page } from '#ui/page-list.ts'

export const ledgerPages: readonly Page[] = [
  {
    path: '/ledger',
    title: '资金入账',
    section: '资金',
    needs: 'ledger.pots',
    order: 20,
    view: lazyView(() => import('./ledger.tsx'), 'Ledger'),
    help: {
      lines: [
        '1. 财政拨入、缴回、支出由一人登记凭证，另一人复核后入账。',
        '2. 基本生活、照料护理、运转分开记账，互不挪用；余额不会低于0。',
        '3. 每一笔流水都能打开它来自的结算、批次或凭证。',
      ],
    },
  },
]
