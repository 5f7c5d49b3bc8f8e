/** Colours, sizes and language of every screen; contrast as proved in stack.md §2. */
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useWatched, watched } from './store.ts'

export type Density = 'normal' | 'compact'
/** Rows of 40 or 32 px, per person (screens 1.8). */
export const density = watched<Density>('normal')

const tokens = {
  colorPrimary: '#0958d9',
  colorPrimaryHover: '#0a4aa6',
  colorPrimaryActive: '#083a85',
  colorLink: '#0958d9',
  colorLinkHover: '#0a4aa6',
  colorLinkActive: '#083a85',
  colorError: '#a8071a',
  colorText: '#262626',
  colorTextPlaceholder: '#6b6b6b',
  colorTextDescription: '#595959',
  colorTextTertiary: '#595959',
  colorTextQuaternary: '#6b6b6b',
  colorBorder: '#8c8c8c',
  colorBorderSecondary: '#d9d9d9',
  borderRadius: 3,
  fontSize: 14,
  fontFamily: '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", sans-serif',
  motion: false,
}

/** A page served with a nonce hands it to the styles that Ant Design writes. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce

export function Theme({ children }: { children: ReactNode }) {
  const rows = useWatched(density)
  const components = {
    Table: { cellPaddingBlockMD: rows === 'compact' ? 3 : 5, cellPaddingInlineMD: 8, headerBg: '#f5f5f5' },
    Button: { primaryShadow: 'none', defaultShadow: 'none' },
  }
  return (
    <ConfigProvider
      locale={zhCN}
      theme={{ token: tokens, components }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      <App>{children}</App>
    </ConfigProvider>
  )
}
