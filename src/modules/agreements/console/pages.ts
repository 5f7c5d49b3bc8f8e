import { lazyView, type Page } from '#ui/page-list.ts'

export const agreementsPages: readonly Page[] = [
  {
    path: '/agreements',
    title: '协议',
    section: '月度工作',
    needs: 'agreements.list',
    order: 20,
    view: lazyView(() => import('./agreements.tsx'), 'Agreements'),
    help: {
      lines: [
        '1. 点“批量拟定”，选乡镇和起止日期，先看预览：能拟定多少份，不能拟定的是谁、为什么。',
        '2. 草稿补齐后选中，点“提交审核”；由另一人“审核通过”。',
        '3. 各方签署：屏幕签，或登记纸质协议的照片、日期和保管人。签齐当日生效。',
        '4. 本地要求备案的，签齐后点“备案”。备案后内容不能修改，变更须签新协议。',
        '5. 到期前按规定的天数提醒；续签从原协议页面办理。',
      ],
    },
  },
  {
    path: '/agreements/batch',
    title: '批量拟定协议',
    section: '月度工作',
    needs: 'agreements.draftBatch',
    menu: false,
    view: lazyView(() => import('./batch.tsx'), 'BatchPage'),
  },
  {
    path: '/agreements/missing',
    title: '缺协议人员',
    section: '月度工作',
    needs: 'agreements.withoutAgreement',
    menu: false,
    view: lazyView(() => import('./missing.tsx'), 'Missing'),
    help: { lines: ['选中人员后点“批量拟定”，先预览，再拟定。', '不能拟定的写明原因，补齐后再办。'] },
  },
  {
    path: '/agreements/templates',
    title: '协议范本',
    section: '月度工作',
    needs: 'agreements.templates',
    menu: false,
    view: lazyView(() => import('./templates.tsx'), 'Templates'),
    help: {
      lines: ['每登记一次是一版；启用日起拟定的协议采用最新一版。', '本地要求备案的，报备后登记备案日期和备案号。'],
    },
  },
  {
    path: '/agreements/signing-day',
    title: '签字日',
    section: '月度工作',
    needs: 'agreements.sign',
    menu: false,
    view: lazyView(() => import('./signing-day.tsx'), 'SigningDay'),
  },
  {
    path: '/agreements/$agreementId',
    title: '协议内容',
    section: '月度工作',
    needs: 'agreements.get',
    menu: false,
    view: lazyView(() => import('./agreement.tsx'), 'AgreementView'),
  },
]
