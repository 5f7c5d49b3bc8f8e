/** 一人一档: everything about one person on one page, growing with each module (screens 4.6). */
import { dateText, dayOf, instant } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { PersonActions } from '#modules/persons/console/actions.tsx'
import { Revealed } from '#modules/persons/console/revealed.tsx'
import { type PersonFile, persons, TimelineKind } from '#modules/persons/contract.ts'
import { sexText, statusText } from '#modules/persons/words.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useAddress, useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, usePages } from '#ui/ask.ts'
import { Link, useGo } from '#ui/link.tsx'
import { neighbourOf } from '#ui/list-keys.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useShortcuts } from '#ui/shortcuts.ts'
import { Answer, Locked, Stale } from '#ui/states.tsx'
import { LevelTag, ModeTag, StatusTag } from '#ui/status-tag.tsx'
import { type EventKind, eventKinds, Timeline, type TimelineEvent } from '#ui/timeline.tsx'
import { personPanels } from '../panels.ts'
import { PersonPapers } from './person-papers.tsx'

export function PersonFilePage() {
  const personId = useParam('personId')
  const file = useAnswer(persons, 'person', { personId })
  return (
    <AnswerPage title="一人一档" list={{ title: '人员名册', to: '/persons' }} answer={file}>
      {(data) => <Shown file={data} />}
    </AnswerPage>
  )
}

function Shown({ file }: { file: PersonFile }) {
  const may = useMay()
  const shown = useAddress().state['panel'] ?? 'overview'
  return (
    <PageBody
      title={file.name}
      beside={<Beside file={file} />}
      others={<Neighbours />}
      action={
        <>
          <PersonActions file={file} />
          <PersonPapers file={file} />
        </>
      }
      strip={
        file.endedOn ? (
          <Locked>{`${dateText(file.endedOn)}终止供养（${file.endReasonText}）。`}</Locked>
        ) : (
          <Awaited file={file} />
        )
      }
    >
      <p className="gy-tags">
        <span>
          身份证 <Revealed personId={file.id} field="id" masked={file.idMasked} />
        </span>
        <span>
          电话 <Revealed personId={file.id} field="phone" masked={file.phoneMasked} />
        </span>
        <span>档案号 {file.fileNo}</span>
        <span>责任：{file.township}</span>
      </p>
      <div className="gy-person-file">
        <Panels personId={file.id} />
        {shown === 'overview' && may('persons.timeline') && (
          <Panel title="时间线">
            <Life personId={file.id} />
          </Panel>
        )}
      </div>
    </PageBody>
  )
}

/** 集中供养 was decided and nobody has entered the admission yet. */
function Awaited({ file }: { file: PersonFile }) {
  const may = useMay()
  const asked = may('recognition.placement') && file.mode === 'dispersed'
  const answer = useAnswer(recognition, 'placement', { personId: file.id }, { enabled: asked })
  const placement = answer.data?.placement
  if (!placement) return null
  return (
    <Stale>
      {placement.text} {placement.next && <Link to={placement.next.to}>{placement.next.title}</Link>}
    </Stale>
  )
}

/** ‹ 上一位 and 下一位 › of the list one came from; also by `[` and `]`, `k` and `j`. */
function Neighbours() {
  const go = useGo()
  const location = useLocation()
  const before = neighbourOf(location, -1)
  const after = neighbourOf(location, 1)
  const walk = (to: string | undefined) => () => {
    if (to) go(to)
  }
  useShortcuts({ k: walk(before), j: walk(after) })
  if (!before && !after) return null
  return (
    <>
      <Button type="text" disabled={!before} title="快捷键 [ 或 k" onClick={walk(before)}>
        ‹ 上一位
      </Button>
      <Button type="text" disabled={!after} title="快捷键 ] 或 j" onClick={walk(after)}>
        下一位 ›
      </Button>
    </>
  )
}

function Beside({ file }: { file: PersonFile }) {
  return (
    <span className="gy-tags">
      {sexText[file.sex]} {file.age}岁 {file.township}
      {file.village} {file.mode && <ModeTag mode={file.mode} />} {file.level && <LevelTag level={file.level} />}{' '}
      <StatusTag of="供养状态" word={statusText[file.status]} />
    </span>
  )
}

/** 目录 and the panel it points to; the address says which, so a link leads there. */
function Panels({ personId }: { personId: string }) {
  const may = useMay()
  const { state, change } = useAddress()
  const panels = personPanels.filter((panel) => may(panel.needs))
  const shown = panels.find((panel) => panel.key === state['panel']) ?? panels[0]
  if (!shown) return null
  const View = shown.view
  return (
    <>
      <nav aria-label="目录" className="gy-chips">
        {panels.map((panel) => (
          <button
            key={panel.key}
            type="button"
            aria-pressed={panel === shown}
            onClick={() => change({ panel: panel.key })}
          >
            {panel.title}
          </button>
        ))}
      </nav>
      <Panel title={shown.title}>
        <View personId={personId} />
      </Panel>
    </>
  )
}

type Item = OutputOf<(typeof persons)['operations']['timeline']>['items'][number]
const kindText = {
  recognition: '认定',
  money: '钱',
  service: '服务',
  health: '健康',
  agreement: '其他',
  look: '看过',
  other: '其他',
} as const
const sourceText = { paper: '纸质', import: '导入', phone: '手机', system: undefined } as const

/** What is asked for when one kind is chosen. */
const kindsOf = (kind: EventKind) => TimelineKind.options.filter((each) => kindText[each] === kind)

function Life({ personId }: { personId: string }) {
  const [kind, setKind] = useState<EventKind>()
  const pages = usePages(persons, 'timeline', {
    input: (before) => ({ personId, before, ...(kind ? { kinds: kindsOf(kind) } : {}) }),
    next: (page) => page.before,
  })
  return (
    <Answer answer={pages}>
      {(found) => {
        const items = found.flatMap((page) => page.items)
        const before = found.at(-1)?.before ?? null
        // Only when all is here is it known which kinds there are.
        const told = eventKinds.filter((each) => items.some((item) => kindText[item.kind] === each))
        return (
          <Timeline
            events={items.map(eventOf)}
            kinds={kind || before ? eventKinds : told}
            kind={kind}
            onKind={setKind}
            more={
              before
                ? { before, onClick: () => void pages.fetchNextPage(), loading: pages.isFetchingNextPage }
                : undefined
            }
            {...(kind ? { empty: `没有“${kind}”一类的记录。` } : {})}
          />
        )
      }}
    </Answer>
  )
}

const mostLetters = 60
/** A whole notice would be longer than what happened. */
const shortOf = (text: string): string => (text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text)

function eventOf(item: Item, index: number): TimelineEvent {
  const entered = item.enteredAt ? dayOf(instant(item.enteredAt)) : undefined
  const short = shortOf(item.text)
  return {
    key: String(10_000 - index),
    kind: kindText[item.kind],
    on: item.at,
    enteredOn: entered === item.at ? undefined : entered,
    text: item.struckThrough ? <s>{short}</s> : short,
    whole: short === item.text ? undefined : item.text,
    to: item.to,
    source: item.source ? sourceText[item.source] : undefined,
  }
}
