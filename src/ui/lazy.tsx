/** Parts of the console that the browser fetches when they are first shown. */
import { Button } from 'antd'
import { type ComponentType, lazy } from 'react'

/**
 * A part that cannot be fetched says so in its place and offers to load the page again: after an upgrade its file has
 * another name, which only the page knows, and a browser that failed once to fetch a file does not try again by itself.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy<ComponentType<Props>>(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: Gone }),
    ),
  )
}

function Gone() {
  return (
    <div className="gy-page" role="alert">
      <p className="gy-empty">这部分页面没有取到：系统可能刚刚升级，或网络中断。已保存的内容不受影响。</p>
      <Button onClick={() => window.location.reload()}>重新载入</Button>
    </div>
  )
}
