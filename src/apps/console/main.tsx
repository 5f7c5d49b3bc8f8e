/** The console: sign-in, then the frame with the pages one may open. */
import '#ui/check-words.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refusal } from '#kernel/refusal.ts'
import { Theme } from '#ui/theme.tsx'
import '#ui/ui.css'
import './frame.css'
import { Start } from './start.tsx'

dayjs.locale('zh-cn')

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; lost connections are tried again by the request itself.
      retry: (count, error) => !(error instanceof Refusal) && count < 1,
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Theme>
        <Start />
      </Theme>
    </QueryClientProvider>
  </StrictMode>,
)
