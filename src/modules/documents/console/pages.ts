import { lazyView, type Page } from '#ui/page-list.ts'

export const documentsPages: readonly Page[] = [
  {
    path: '/templates',
    title: '文书模板',
    section: '设置',
    needs: 'documents.letters',
    order: 30,
    view: lazyView(() => import('./letters.tsx'), 'Letters'),
    help: {
      lines: [
        '1. 每份文书都有系统文字，不改也能用。本县有统一文本的，点开那份文书，再点“修改文字”。',
        '2. 文字里的“{{申请人}}”是字段，打印时换成本案的内容。字段只能从字段表里选。',
        '3. 理由、条款、权利告知等法定内容不能去掉，缺了会指出是哪一条规定的。',
        '4. 由一人修改送审，另一人采用；自启用日起，落款日期在这一天以后的文书按新版打印。',
        '5. 已经打印过的文书，重印时文字不变。',
        '6. 要换信头、字体的，下载Word模板，改好后在“修改文字”里上传；Word按上传的打印，PDF仍按系统版式。',
      ],
    },
  },
  {
    path: '/templates/$part/$paper',
    title: '文书',
    section: '设置',
    needs: 'documents.letter',
    menu: false,
    view: lazyView(() => import('./letter.tsx'), 'LetterPage'),
  },
  {
    path: '/templates/$part/$paper/edit',
    title: '修改文字',
    section: '设置',
    needs: 'documents.propose',
    menu: false,
    view: lazyView(() => import('./edit.tsx'), 'EditLetter'),
  },
]
