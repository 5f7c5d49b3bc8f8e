import { lazyView, type Page } from '#ui/page-list.ts'

export const reportsPages: readonly Page[] = [
  {
    path: '/reports',
    title: '统计报表',
    section: '报表与依据',
    needs: 'reports.tables',
    order: 10,
    view: lazyView(() => import('./reports.tsx'), 'Reports'),
    help: {
      lines: [
        '1. 左边选报表，上边选月份；表的样子和原件一样。',
        '2. 点任何一个数，看是哪些人、哪家机构。',
        '3. “与上月比”只标出变化的格子，并列出背后的人。',
        '4. 核对无误后由数据管理员签字、报送；签过的表原样留存。',
        '5. 毛缺口只在说明里，不写进附表。',
      ],
    },
  },
  {
    path: '/figures',
    title: '数据分析',
    section: '报表与依据',
    needs: 'persons.standing',
    order: 15,
    view: lazyView(() => import('./figures.tsx'), 'Figures'),
    help: {
      lines: [
        '1. 上面选图；页面最上方选月份和范围，图和数据表一起变。',
        '2. 每张图先有一句话；“看数据表”是同样的数，也用来打印和读屏。',
        '3. 点图上的一块，或点数据表里的数，打开背后的名单。',
        '4. 单位按法定顺序，不排名次。',
      ],
    },
  },
  {
    path: '/reports/form-version',
    title: '排查评估表式',
    section: '报表与依据',
    needs: 'reports.formVersion',
    menu: false,
    view: lazyView(() => import('./form-version.tsx'), 'FormVersion'),
  },
  {
    path: '/reports/check',
    title: '表格核对',
    section: '报表与依据',
    needs: 'reports.check',
    order: 11,
    view: lazyView(() => import('./check.tsx'), 'CheckPage'),
  },
  {
    path: '/reports/forms',
    title: '附件3 排查评估表',
    section: '报表与依据',
    needs: 'reports.rounds',
    order: 12,
    view: lazyView(() => import('./rounds.tsx'), 'Rounds'),
  },
  {
    path: '/reports/forms/$roundId',
    title: '排查评估',
    section: '报表与依据',
    needs: 'reports.round',
    menu: false,
    view: lazyView(() => import('./round.tsx'), 'RoundPage'),
  },
]
