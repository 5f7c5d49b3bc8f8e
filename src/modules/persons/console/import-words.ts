/** Words of an import's states. */
import type { Import } from '../contract.ts'

export const importStatusText: Record<Import['status'], string> = {
  checking: '正在检查',
  checked: '待确认',
  publishing: '正在写入',
  published: '已导入',
  undone: '已撤销',
  failed: '没有读成',
  discarded: '已放弃',
}
export const outcomeText = { new: '新增', change: '变更', unchanged: '相同', leave: '退出', faulty: '需处理' } as const
