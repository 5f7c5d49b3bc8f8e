/** 人员卡片: those chosen in the list, to print; without identity numbers. Each look is recorded. */
import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/ask.ts'
import { useLevelText } from '#ui/status-tag.tsx'
import { supportModeText } from '#kernel/self-care.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useMe } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { print } from '#ui/print.ts'
import { Empty, Failed, Loading } from '#ui/states.tsx'
import { useWatched } from '#ui/store.ts'
import { persons } from '../contract.ts'
import { sexText, statusText } from '../words.ts'
import { cardsWanted } from './cards-wanted.ts'

type Card = OutputOf<(typeof persons)['operations']['card']>

export function Cards() {
  const me = useMe()
  const ids = useWatched(cardsWanted)
  const found = useQueries({
    queries: ids.map((personId) => ({
      queryKey: ['persons', 'card', { personId }],
      queryFn: () => ask(persons, 'card', { personId }),
    })),
  })
  const cards = found.flatMap(({ data }) => data ?? [])
  const failed = found.find(({ error }) => error)
  const ready = cards.length === ids.length && ids.length > 0
  return (
    <PageBody
      title="人员卡片"
      way={[{ title: '人员名册', to: '/persons' }]}
      beside={ids.length > 0 ? `${cards.length}张` : undefined}
      action={
        <Button type="primary" disabled={!ready} onClick={() => print({ by: me.name, demo: me.demo })}>
          打印
        </Button>
      }
    >
      {ids.length === 0 && (
        <Empty next={{ title: '到人员名册选择', to: '/persons' }}>
          还没有选人。请在人员名册里选中人员，再点“打印人员卡片”。
        </Empty>
      )}
      {failed && <Failed error={failed.error} onRetry={() => void failed.refetch()} />}
      {!ready && !failed && ids.length > 0 && <Loading />}
      <div className="gy-cards">
        {cards.map((card) => (
          <PaperCard key={card.id} card={card} />
        ))}
      </div>
    </PageBody>
  )
}

function PaperCard({ card }: { card: Card }) {
  const levelText = useLevelText()
  const lines: ReadonlyArray<readonly [string, string]> = [
    ['所在地', `${card.township}${card.village}`],
    ['供养方式', card.mode ? supportModeText[card.mode] : ''],
    ['能力等级', card.level ? levelText(card.level) : ''],
    ['照料机构', card.organisation],
    ['状态', statusText[card.status]],
    ['档案号', card.fileNo],
    ['电话', card.phoneMasked],
  ]
  return (
    <section className="gy-card" aria-label={card.name}>
      <h2>
        {card.name} {sexText[card.sex]} {card.age}岁
      </h2>
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || '—'}</dd>
          </div>
        ))}
      </dl>
      {card.sameNameInVillage.length > 0 && (
        <p className="gy-warning">! 同村有同名：{card.sameNameInVillage.join('、')}</p>
      )}
    </section>
  )
}
