import { lazyView, type Page } from '#ui/page-list.ts'

export const providersPages: readonly Page[] = [
  {
    path: '/providers',
    title: '服务机构',
    section: '机构',
    needs: 'providers.list',
    order: 20,
    view: lazyView(() => import('./providers.tsx'), 'Providers'),
    help: {
      lines: [
        '1. 先登记机构，统一社会信用代码按校验位检查。',
        '2. 在“合同”里起草购买合同，八项内容逐项填写；缺的显示“缺”。',
        '3. 由另一人点“生效合同”。生效后才能签四方协议和结算，内容不能再改。',
        '4. 服务人员同一时间只能登记在一家机构，用工和发工资的应是本机构。',
        '5. 收款账户由一人登记、另一人复核后启用。',
      ],
    },
  },
  {
    path: '/providers/$organisationId',
    title: '服务机构详情',
    section: '机构',
    needs: 'providers.get',
    menu: false,
    view: lazyView(() => import('./provider.tsx'), 'ProviderView'),
  },
]
