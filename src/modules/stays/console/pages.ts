import { lazyView, type Page } from '#ui/page-list.ts'

export const staysPages: readonly Page[] = [
  {
    path: '/homes',
    title: '机构一览',
    section: '机构',
    needs: 'stays.homes',
    order: 10,
    view: lazyView(() => import('./homes.tsx'), 'Homes'),
    help: {
      lines: [
        '1. 应住人数＝实有床位×目标，各家向上取整；还应入住人数有正有负。',
        '2. 缺口（净）是各家之和，缺口（毛）只加未达标的各家，两个数总是一起看。',
        '3. 床位、人员、负责人变化点“登记床位变化”，写明哪一天起、原因和依据材料。',
        '4. 移动“试算”看别的目标下的结果，不会保存。',
        '5. 办理入住、离院在机构页里；登记有误的用“撤销登记”。',
        '6. 附件2在“统计报表”里打印。',
      ],
    },
  },
  {
    path: '/homes/$homeId',
    title: '供养机构',
    section: '机构',
    needs: 'stays.home',
    menu: false,
    view: lazyView(() => import('./home.tsx'), 'HomePage'),
  },
]
