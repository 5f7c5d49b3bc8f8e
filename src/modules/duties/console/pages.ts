import { lazyView, type Page } from '#ui/page-list.ts'

export const dutiesPages: readonly Page[] = [
  {
    path: '/',
    title: '我的待办',
    section: '我的待办',
    needs: 'duties.mine',
    order: 1,
    view: lazyView(() => import('./my-work.tsx'), 'MyWork'),
    help: {
      lines: ['按法定期限排列：先逾期，再今天，再以后。', '点“去办理”直接到办这件事的页面，办完自动从这里消失。'],
    },
  },
  {
    path: '/handovers',
    title: '交接',
    section: '我的待办',
    needs: 'duties.handOvers',
    order: 2,
    view: lazyView(() => import('./handovers.tsx'), 'HandOvers'),
    help: {
      lines: [
        '1. 在认定案卷、变更、死亡处理、追回款的页面点“移交”，选科室或乡镇，写明请对方办什么。',
        '2. 对方接收以前，仍由移出方负责；同一件事同时只能有一份移交在等接收。',
        '3. 只有接收方的账号能接收或退回，退回要写原因；移出方可以撤回。',
        '4. 接收期限由县里在“政策依据”中登记；没有登记的，只显示已经几个工作日没有接收。',
      ],
    },
  },
  {
    path: '/responsible',
    title: '职责分工',
    section: '设置',
    needs: 'duties.responsibles',
    order: 15,
    view: lazyView(() => import('./responsible.tsx'), 'Responsible'),
    help: {
      lines: [
        '1. 职能来自在用的政策文件，每项都有依据；每个单位每天只有一位责任人。',
        '2. 点“指定”选人、代理人和起始日；换人点“改派”，原来的自动到前一天止，沿革保留。',
        '3. 文件要求专人报送的，指定数据专人以后，只有他（请假时由代理人）能签字、报送报表。',
        '4. 没有归口到文件规定科室的，登记上报省民政厅的日期和回执。',
        '5. 请假在“请假代理”登记，到期自动恢复。',
      ],
    },
  },
  {
    path: '/policy/local',
    title: '本地配套政策',
    section: '报表与依据',
    needs: 'duties.localPolicies',
    order: 72,
    view: lazyView(() => import('./local-policy.tsx'), 'LocalPolicyPage'),
    help: {
      lines: [
        '1. 文件要求本级就若干事项出台配套政策的，逐份登记：文号、标题、印发日、涉及的事项、文件。',
        '2. 报省民政厅备案后登记备案日和回执号。',
        '3. 每个事项都有文件规定、每份都备案，才算办完；过了期限的显示逾期天数。',
        '4. 下面列出文件留给本级规定、还没有规定的事项，在“政策依据”中登记。',
      ],
    },
  },
  {
    path: '/policy/filing',
    title: '政策备案',
    section: '报表与依据',
    needs: 'duties.policyFiling',
    order: 73,
    view: lazyView(() => import('./policy-filing.tsx'), 'PolicyFiling'),
    help: { lines: ['各县配套政策的出台和备案情况；逾期的写明几天。'] },
  },
]
