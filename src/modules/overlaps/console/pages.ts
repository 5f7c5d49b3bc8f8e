import { lazyView, type Page } from '#ui/page-list.ts'

export const overlapsPages: readonly Page[] = [
  {
    path: '/overlaps',
    title: '部门比对',
    section: '人员',
    needs: 'overlaps.kinds',
    order: 70,
    view: lazyView(() => import('./overlaps.tsx'), 'Overlaps'),
    help: {
      lines: [
        '1. 在“导入名单”上传别的部门给的名单（低保、孤儿、残疾人补贴、死亡、殡葬、养老保险等，XLSX或CSV，最多100万行）。',
        '2. 先按身份证号比对；没有号码或号码不对的，按姓名读音、出生和村比对。没有命中的行不保存，比完即删原件。',
        '3. 在“命中待定”逐条判定：左边是我方的人，右边是名单里的人。按1同一人，2不同人，3要求核实；↑↓换行，空格选中。',
        '4. 判为同一人后，政策规定不能同享的，给出哪一项到哪个月止、另一项从哪个月起；不会自动停发。',
        '5. 死亡、殡葬名单判为同一人的，在待办里办理死亡终止。',
        '6. “应享未享”列出可以同时享受、但对方名单上没有的人，打印后由乡镇帮助申请。',
        '7. 一条也没有判定过的名单可以撤销。',
      ],
    },
  },
]
