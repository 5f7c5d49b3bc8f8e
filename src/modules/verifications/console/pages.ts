import { lazyView, type Page } from '#ui/page-list.ts'

const help = {
  lines: [
    '1. 每年核查一次（见“政策依据”）。县里制定书面方案：日期、范围、节点；人员按那一天在册的固定下来。',
    '2. 每个村（居）排在一周、有一个责任人。改动要写原因，改动前后都留存。',
    '3. 打印核查名单带到村里，逐户见到本人，打√、签名。',
    '4. 回来录入：输入纸页右上角的校验码，按纸的顺序，Enter＝无变化，有变化的按方框前的数字并写说明。',
    '5. 没有见到本人的仍算未核查，去过几次都留着。录错的写原因更正，原来的结果保留。',
    '6. 有变化的从“后续办理”接着办：评估、终止、迁移、死亡报告；不影响供养的写明怎样核对。',
    '7. 计划＝已核查＋未核查＋已终止。以后新增的人自动列入，终止的人带着原因留在数里。',
  ],
}

export const verificationsPages: readonly Page[] = [
  {
    path: '/verification',
    title: '年度核查',
    section: '人员',
    needs: 'verifications.rounds',
    order: 54,
    view: lazyView(() => import('./verification.tsx'), 'Verification'),
    help,
  },
  {
    path: '/verification/new',
    title: '制定核查方案',
    section: '人员',
    needs: 'verifications.makeRound',
    menu: false,
    view: lazyView(() => import('./new-round.tsx'), 'NewRound'),
    help,
  },
  {
    path: '/verification/entry',
    title: '录入核查结果',
    section: '人员',
    needs: 'verifications.sheet',
    menu: false,
    view: lazyView(() => import('./keying.tsx'), 'Keying'),
    help,
  },
  {
    path: '/verification/$roundId',
    title: '核查',
    section: '人员',
    needs: 'verifications.round',
    menu: false,
    view: lazyView(() => import('./round.tsx'), 'RoundPage'),
    help,
  },
]
