/** 怎么做, 依据 and 快捷键 of the page one is on (screens 3.8). */
import { Drawer } from 'antd'
import type { Page } from '#ui/page-list.ts'

const keys = [
  ['/', '查找'],
  ['?', '帮助'],
  ['n', '新建'],
  ['↑ ↓', '上一行、下一行'],
  ['Enter', '打开'],
  ['空格', '选择'],
  ['[  ]', '上一个、下一个'],
  ['e', '看依据'],
  ['p', '打印'],
  ['Ctrl+S', '保存草稿'],
  ['Ctrl+Enter', '办理本页的主要操作'],
  ['Esc', '关闭'],
] as const

export function HelpDrawer({ page, open, onClose }: { page: Page | undefined; open: boolean; onClose: () => void }) {
  const help = page?.help
  return (
    <Drawer open={open} onClose={onClose} size={420} title={page ? `帮助：${page.title}` : '帮助'} destroyOnHidden>
      <div className="gy-help-drawer">
        {help && (
          <>
            <h2>怎么做</h2>
            <ol>
              {help.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </>
        )}
        <h2>快捷键</h2>
        <table className="gy-keys">
          <tbody>
            {keys.map(([key, what]) => (
              <tr key={key}>
                <td>
                  <kbd>{key}</kbd>
                </td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="gy-help">输入文字时不起作用；可在“我的账号”中关闭。</p>
      </div>
    </Drawer>
  )
}
