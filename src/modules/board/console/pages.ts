import { lazyView, type Page } from '#ui/page-list.ts'

export const boardPages: readonly Page[] = [
  {
    path: '/month',
    title: '月度总览',
    section: '月度工作',
    needs: 'board.month',
    order: 10,
    view: lazyView(() => import('./month-board.tsx'), 'MonthBoard'),
    help: {
      lines: [
        '一行一家服务机构，从左到右是这个月要走的八步；点任一格直接到那一步。',
        '“卡在哪里”列出每家机构第一件没办完的事、该谁办、到哪天。',
        '四数核对：在册、名册、结算、发放、上报。有差额就点“差额名单”，每个人都写明原因。',
        '差额都有说明后，经办“提请关账”，由负责人“关账”。关账后本月金额不能再改。',
      ],
    },
  },
  {
    path: '/month/gaps',
    title: '四数差额名单',
    section: '月度工作',
    needs: 'board.gaps',
    menu: false,
    view: lazyView(() => import('./gaps.tsx'), 'Gaps'),
  },
  {
    path: '/contracts',
    title: '购买合同',
    section: '机构',
    needs: 'board.contracts',
    order: 25,
    view: lazyView(() => import('./contracts.tsx'), 'ContractList'),
    help: {
      lines: [
        '1. 合同金额减去已审和在审的结算就是剩余；点编号看逐月结算。',
        '2. 到期前按规定的天数提醒；在合同页点“续签”，期限接续原合同。',
        '3. 终止合同时先列出随之终止的协议和没有人照料的人，全部落实后才能终止。',
      ],
    },
  },
  {
    path: '/report',
    title: '报告情况',
    section: '我的待办',
    needs: 'recognition.helping',
    menu: false,
    view: lazyView(() => import('./report.tsx'), 'Report'),
    help: {
      lines: [
        '1. 先点出了什么事，再点是谁。',
        '2. 去世当天就报；死亡证明可以后补。',
        '3. 住院、外出写起止日期；回来了登记返回。',
        '4. 不会做、不敢定的，打电话请乡镇（街道）经办。',
      ],
    },
  },
]
