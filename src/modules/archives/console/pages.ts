import { lazyView, type Page } from '#ui/page-list.ts'

export const archivesPages: readonly Page[] = [
  {
    path: '/archives',
    title: '档案',
    section: '人员',
    needs: 'archives.list',
    order: 60,
    view: lazyView(() => import('./files.tsx'), 'Files'),
    help: {
      lines: [
        '1. 在人员页的“材料”中登记纸质位置（盒-夹-页）、上传扫描件；缺什么按类别列出。',
        '2. 供养终止后，档案进入“待归档”。打开档案看“归档检查”，每一项都能点到办理的地方。',
        '3. 经办“提请归档”，另一人“确认归档”，从此按保管期限保管。',
        '4. 有投诉、案件、审计、遗产未了结的，登记“暂缓销毁”。',
        '5. “移交”生成移交包（清单、PDF/A、CSV和JSON、扫描件），对方签收后由另一人登记回执。',
      ],
    },
  },
  {
    path: '/archives/$personId',
    title: '档案内容',
    section: '人员',
    needs: 'archives.file',
    menu: false,
    view: lazyView(() => import('./file.tsx'), 'FilePage'),
    help: {
      lines: [
        '材料只增不删：更换后旧件划线保留，写明理由。',
        '纸质与扫描件比对不一致的，先处理再归档。',
        '保管期从服务终止日起算，只能加长；到期的次日起才可以销毁。',
      ],
    },
  },
]
