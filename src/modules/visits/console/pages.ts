import { lazyView, type Page } from '#ui/page-list.ts'

export const visitsPages: readonly Page[] = [
  {
    path: '/visits',
    title: '服务记录',
    section: '月度工作',
    needs: 'visits.month',
    order: 40,
    view: lazyView(() => import('./visits.tsx'), 'Visits'),
    help: {
      lines: [
        '1. 机构用手机、接口或表格上传服务记录，系统逐条核验，给出有效、存疑、不计和原因。',
        '2. 点一条记录，右边显示谁、什么、哪天、哪里、几点到几点，以及佐证得分和当天的行程。',
        '3. 存疑的由乡镇或县判定；原因相同的可以一起选中，一次判定，理由会写进每一条。',
        '4. 情况不清的，点“要求说明”，机构答复后再判定。',
        '5. 记录写错了由机构更正：更正是第二条记录，两条都显示，只计后一条。',
      ],
    },
  },
  {
    path: '/visits/import',
    title: '导入服务记录',
    section: '月度工作',
    needs: 'visits.importStart',
    menu: false,
    view: lazyView(() => import('./import.tsx'), 'ImportVisits'),
    help: {
      lines: [
        '1. 先下载样表，按列填写；一行是一次服务。',
        '2. 上传后先检查，不会写入；有问题的行逐条说明原因，可下载改好再传。',
        '3. 全部正确可一次导入，也可只导入正确的行。',
        '4. 导入后发现选错文件，可以撤销；已被判定或说明的不能撤销，逐条更正。',
      ],
    },
  },
]
