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
        '5. “移交”生成移交包（清单、PDF/A、数据文件、扫描件），对方签收后由另一人登记回执。',
        '6. 保管期满的在“销毁清单”办理；机构停办或定期移交的在“机构档案”办理。',
        '7. 纸质与扫描件不一致的，用“只看有差异的”找出，逐份写明怎样处理。',
      ],
    },
  },
  {
    path: '/archives/destruction',
    title: '销毁清单',
    section: '人员',
    needs: 'archives.destroyable',
    menu: false,
    view: lazyView(() => import('./destruction.tsx'), 'DestructionPage'),
    help: {
      lines: [
        '1. 保管期满的次日起，没有暂缓的档案可以勾选，一人提出销毁清单。',
        '2. 另一人批准并定下销毁日；有暂缓的，移出清单或先解除暂缓。',
        '3. 到销毁日，在两位监销人面前执行。执行以前可以撤回，执行以后不能恢复。',
        '4. 材料、扫描件和登记的个人信息删除；清单、校验码和经过长期保存。',
        '5. 救助款物发放、接收和服务记录不在其内（社会救助法第七十条）。',
      ],
    },
  },
  {
    path: '/archives/destruction/$listId',
    title: '一份销毁清单',
    section: '人员',
    needs: 'archives.destructionList',
    menu: false,
    view: lazyView(() => import('./destruction-list.tsx'), 'DestructionListPage'),
  },
  {
    path: '/archives/homes',
    title: '机构档案',
    section: '人员',
    needs: 'archives.homeFiles',
    menu: false,
    view: lazyView(() => import('./homes.tsx'), 'HomeFilesPage'),
    help: {
      lines: [
        '机构停办的，它保管的档案全部移交县级或另一家机构；在办的机构移交已终止供养人员的档案。',
        '一人登记移交，另一人登记签收；移交清单当面点交、双方签字。',
        '保管期从各人服务终止之日起算，不因移交或停办重新起算。',
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
