import { lazyView, type Page } from '#ui/page-list.ts'

export const portalPages: readonly Page[] = [
  {
    path: '/requests',
    title: '反映与更正',
    section: '监督',
    needs: 'portal.requests',
    order: 60,
    view: lazyView(() => import('./requests.tsx'), 'Requests'),
    help: {
      lines: [
        '1. 更正申请和撤回同意由本乡镇（街道）经办承办、答复；属实的，到一人一档“更正信息”改正后再答复。',
        '2. 投诉直接到县里，乡镇、村和机构看不到。由县级救助负责人或审计纪检交办，承办人答复。',
        '3. 被反映单位及其下属不能承办，也看不到反映它的投诉。',
        '4. 不予办理的，写明理由。答复写出后，本人在“我要反映”里看到。',
        '5. 期限由县里规定；没有规定的按本系统默认。',
      ],
    },
  },
  {
    path: '/requests/$requestId',
    title: '反映与更正',
    section: '监督',
    needs: 'portal.request',
    menu: false,
    view: lazyView(() => import('./request.tsx'), 'RequestPage'),
  },
  {
    path: '/assist/$helpId',
    title: '代为查询',
    section: '人员',
    needs: 'portal.assisted',
    menu: false,
    view: lazyView(() => import('./assisted.tsx'), 'Assisted'),
  },
]
