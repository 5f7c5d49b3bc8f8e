import { lazyView, type Page } from '#ui/page-list.ts'

export const personsPages: readonly Page[] = [
  {
    path: '/persons',
    title: '人员名册',
    section: '人员',
    needs: 'persons.list',
    order: 10,
    view: lazyView(() => import('./roster.tsx'), 'PersonRoster'),
    help: {
      lines: [
        '1. 按姓名的一部分、拼音首字母、身份证号后四位或档案号查找，也可以用筛选条件。',
        '2. 点姓名打开一人一档；每次打开都会留下记录。',
        '3. “某日在册”看某一天在册的人；“本月变化”看新增、退出、等级和方式变化的人。',
        '4. 导出要写明用途，会留下记录。',
        '5. 勾选（或按空格）多人后，可以打印人员卡片、导出选中；常用的筛选点“保存筛选”，以后在“我的筛选”里选。',
        '6. ↑↓换行，回车打开；打开后按 [ ] 或 k j 看上一位、下一位。',
      ],
    },
  },
  {
    path: '/persons/cards',
    title: '人员卡片',
    section: '人员',
    needs: 'persons.card',
    menu: false,
    view: lazyView(() => import('./cards.tsx'), 'Cards'),
  },
  {
    path: '/persons/statistics',
    title: '人员统计',
    section: '人员',
    needs: 'persons.standing',
    order: 15,
    view: lazyView(() => import('./statistics.tsx'), 'Statistics'),
    help: {
      lines: ['1. 按月末在册的人统计；没到月末的，按已登记的变更推算。', '2. 点任何数字，打开这些人的名单。'],
    },
  },
  {
    path: '/persons/import',
    title: '名单导入',
    section: '人员',
    needs: 'persons.importList',
    order: 20,
    view: lazyView(() => import('./imports.tsx'), 'Imports'),
    help: {
      lines: [
        '1. 上传省系统导出的人员表、家庭表，乡镇的月度变更名单，或本系统的模板（XLSX、CSV）。',
        '2. 系统先检查全部行，不写入任何内容。问题写在行下面，可以当场改正，同样的问题一次改完。',
        '3. 确认后一次写入；只导入正确的行时，其余的行改好后再传，不会重复。',
        '4. 导入后没有人办理过业务的，可以撤销。',
      ],
    },
  },
  {
    path: '/persons/import/$importId',
    title: '检查与确认',
    section: '人员',
    needs: 'persons.importStatus',
    menu: false,
    view: lazyView(() => import('./import.tsx'), 'ImportPage'),
  },
  {
    path: '/persons/payees',
    title: '收款账户确认',
    section: '人员',
    needs: 'persons.payeesToConfirm',
    order: 30,
    view: lazyView(() => import('./payees.tsx'), 'Payees'),
  },
  {
    path: '/persons/corrections',
    title: '更正与补录',
    section: '人员',
    needs: 'persons.correctionsToConfirm',
    order: 31,
    view: lazyView(() => import('./corrections.tsx'), 'Corrections'),
  },
]
