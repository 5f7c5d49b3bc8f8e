import { lazyView, type Page } from '#ui/page-list.ts'

export const auditPages: readonly Page[] = [
  {
    path: '/record',
    title: '操作留痕',
    section: '报表与依据',
    needs: 'audit.entries',
    order: 90,
    view: lazyView(() => import('./record.tsx'), 'RecordPage'),
    help: {
      lines: [
        '每一次办理、每一次查看个人信息都会留下记录，任何人不能改、删、插。',
        '点“现在验证”重新计算全部记录；把打印件页脚的根值贴进“核对公布的根值”，可以验证记录没有被整体替换。',
      ],
    },
  },
  {
    path: '/record/own',
    title: '本人操作留痕',
    section: '报表与依据',
    needs: 'audit.own',
    order: 92,
    view: lazyView(() => import('./own.tsx'), 'OwnRecord'),
  },
]
