/** A page about one thing: also while it is fetched, and where it is not, it has its head, says so and shows the ways on (screens 5.18). */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { useBack } from './address.ts'
import { Link } from './link.tsx'
import { PageBody } from './page.tsx'
import { type AnswerState, Failed, Loading } from './states.tsx'

interface List {
  title: string
  to: string
}

interface PageProps<T> {
  /** What the page is about, while nothing more is known: '协议'. */
  title: string
  /** Where such things are listed. */
  list: List
  answer: AnswerState<T>
  children: (data: T) => ReactNode
}

export function AnswerPage<T>({ title, list, answer, children }: PageProps<T>) {
  if (answer.data !== undefined) return children(answer.data)
  return (
    <PageBody title={title} way={[list]}>
      <Without answer={answer} list={list} />
    </PageBody>
  )
}

function Without({ answer, list }: { answer: AnswerState<unknown>; list: List }) {
  if (answer.isPending) return <Loading />
  if (isMissing(answer.error)) return <NothingHere list={list} />
  return <Failed error={answer.error} onRetry={() => void answer.refetch()} />
}

/** No such number, or none that could be one: the address is all that was asked with. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Refusal && (error.kind === 'not_found' || error.kind === 'invalid')

/** The address itself is none of ours. */
export function NoSuchPage() {
  return (
    <section className="gy-nothing" aria-label="没有这个页面">
      <h2>这个地址没有页面。</h2>
      <p>地址可能没有抄全，或这一页已换了地方。请从上面的菜单里打开。</p>
      <Ways />
    </section>
  )
}

export function NothingHere({ list }: { list?: List | undefined }) {
  return (
    <section className="gy-nothing" aria-label="没有找到">
      <h2>没有找到，或不在您的辖区。</h2>
      <p>地址可能没有抄全；也可能这一项已归其他辖区，或由他人删去了。</p>
      <Ways list={list} />
    </section>
  )
}

export function NotForYou({ act }: { act: string }) {
  return (
    <section className="gy-nothing" aria-label="没有权限">
      <h2>您没有“{act}”的权限。</h2>
      <p>需要办理的，请由有此权限的同事办理，或请系统管理员核对您的角色。</p>
      <Ways />
    </section>
  )
}

function Ways({ list }: { list?: List | undefined }) {
  const back = useBack()
  return (
    <p className="gy-nothing-ways">
      {list && <Link to={list.to}>去“{list.title}”里找</Link>}
      {back && <Button onClick={back}>回到上一页</Button>}
      <Link to="/">回首页</Link>
    </p>
  )
}
