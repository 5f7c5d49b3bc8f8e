import { lazyView, type Page } from '#ui/page-list.ts'

export const endingsPages: readonly Page[] = [
  {
    path: '/changes',
    title: '变更与终止',
    section: '人员',
    needs: 'endings.changes',
    order: 50,
    view: lazyView(() => import('./changes.tsx'), 'Changes'),
    help: {
      lines: [
        '1. 点“新建变更”，或在一人一档的“办理”里选事项。先看影响预览，再提出。',
        '2. 终止的次序：核实、听取意见、拟终止公示、决定、送达、次月停发。前一步没有办，后一步不能办。',
        '3. 公示期内有异议的，登记异议，由原核实人以外的人核查，之后再次公示。',
        '4. 决定须由没有办过前面步骤的另一人作出。死亡不走这里，在“死亡处理”报告。',
        '5. 县内迁移由迁出的乡镇送出，迁入的乡镇接收；自1日起换，一天不空，也不重。',
      ],
    },
  },
  {
    path: '/changes/new',
    title: '新建变更',
    section: '人员',
    needs: 'endings.open',
    menu: false,
    view: lazyView(() => import('./new-change.tsx'), 'NewChange'),
  },
  {
    path: '/changes/$changeId',
    title: '变更',
    section: '人员',
    needs: 'endings.change',
    menu: false,
    view: lazyView(() => import('./change.tsx'), 'ChangePage'),
  },
  {
    path: '/deaths',
    title: '死亡处理',
    section: '人员',
    needs: 'endings.deaths',
    order: 52,
    view: lazyView(() => import('./deaths.tsx'), 'Deaths'),
    help: {
      lines: [
        '1. 谁先知道谁报告，电话报告的由接报人代为登记。报告的同时，名册、协议、入住、发放都停止。',
        '2. 县里由接报人以外的人核实。误报的由另一人撤销，两次都留存。',
        '3. 取得死亡证明以前，不得登记遗体处理。',
        '4. 丧葬、账户和代管资金、遗物清点、遗产交接逐项登记后结案，档案自死亡之日起算保管期。',
        '5. 报告晚了、钱已经发出去的，逐人列明追回，不从别人的钱里扣。',
      ],
    },
  },
  {
    path: '/deaths/new',
    title: '报告死亡',
    section: '人员',
    needs: 'endings.reportDeath',
    menu: false,
    view: lazyView(() => import('./new-death.tsx'), 'NewDeath'),
  },
  {
    path: '/deaths/$deathId',
    title: '死亡处理',
    section: '人员',
    needs: 'endings.death',
    menu: false,
    view: lazyView(() => import('./death.tsx'), 'DeathPage'),
  },
]
