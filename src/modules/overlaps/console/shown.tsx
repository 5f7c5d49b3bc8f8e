/** A hit as it is shown: ours at the left, theirs at the right, what agrees between them, what would follow. */
import { Checkbox } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { dateText, monthText, PlainDate } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import type { Hit } from '../contract.ts'
import { agreementText, agreementTitle, gradeText, isDeath, kindText, verdictText } from '../words.ts'

export const relationText = {
  exclusive: '不可同享',
  compatible: '可同享',
  to_be_decided: '政策未规定，待定',
  register: '登记信息',
} as const

const good = new Set(['same', 'old', 'variant', 'old_name'])
const bad = new Set(['differs'])
const lookOf = (how: string): Family =>
  good.has(how) ? 'green' : bad.has(how) ? 'red' : how === 'missing' ? 'neutral' : 'orange'

const fields = ['identity', 'name', 'birth', 'village'] as const

function Agreements({ hit }: { hit: Hit }) {
  const texts: Record<(typeof fields)[number], string> = {
    identity: agreementText.identity[hit.agreement.identity],
    name: agreementText.name[hit.agreement.name],
    birth: agreementText.birth[hit.agreement.birth],
    village: agreementText.village[hit.agreement.village],
  }
  return (
    <ul className="gy-agreements">
      {fields.map((field) => (
        <li key={field}>
          <FamilyTag family={lookOf(hit.agreement[field])} text={`${agreementTitle[field]} ${texts[field]}`} />
        </li>
      ))}
    </ul>
  )
}

function Months({ hit }: { hit: Hit }) {
  if (isDeath(hit.kind)) return <p>{hit.happenedOn ? `记载${dateText(hit.happenedOn)}` : '名单没有日期'}，供养仍在册</p>
  const span = hit.toMonth
    ? `${monthText(hit.fromMonth)}至${monthText(hit.toMonth)}`
    : hit.fromMonth === hit.month
      ? monthText(hit.month)
      : `${monthText(hit.fromMonth)}起`
  const double = hit.bothMonths
  const [first] = double
  const last = double.at(-1)
  return (
    <p>
      享受{span}
      {hit.amountFen !== null && (
        <>
          ，每月
          <Amount fen={hit.amountFen} />
        </>
      )}
      {first &&
        last &&
        `；重叠${first === last ? monthText(first) : `${monthText(first)}至${monthText(last)}`}共${double.length}个月`}
    </p>
  )
}

/** What no document says; where the county sets it is said once, above the list. */
function Missing({ hit: { gap } }: { hit: Hit }) {
  if (!gap) return null
  return (
    <p className="gy-help">
      {gap.text} {gap.citations.length > 0 && <Basis citations={gap.citations} />}
    </p>
  )
}

export function Follows({ hit }: { hit: Hit }) {
  if (hit.verdict !== 'same' && hit.relation === 'to_be_decided') return <Missing hit={hit} />
  if (hit.relation === 'compatible') return <p className="gy-help">可同时享受，不需停发。</p>
  if (!hit.change) return null
  return (
    <p>
      {hit.change.text} <Basis citations={hit.change.citations} />
    </p>
  )
}

interface RowProps {
  hit: Hit
  chosen?: boolean
  onChoose?: ((chosen: boolean) => void) | undefined
  onKeyDown?: ((event: KeyboardEvent<HTMLLIElement>) => void) | undefined
  /** Buttons, or what was decided. */
  deeds: ReactNode
}

export function HitRow({ hit, chosen = false, onChoose, onKeyDown, deeds }: RowProps) {
  const { ours, theirs } = hit
  return (
    <li className="gy-hit" tabIndex={0} onKeyDown={onKeyDown} aria-label={`${ours.name}与${theirs.name}`}>
      <Ours hit={hit} chosen={chosen} onChoose={onChoose} />
      <div className="gy-hit-middle">
        <p>
          <FamilyTag family={hit.grade === 'likely' ? 'green' : 'orange'} text={gradeText[hit.grade]} />
          {hit.before && hit.verdict === 'open' && (
            <>
              {' '}
              <FamilyTag family="blue" text={`以前判为${verdictText[hit.before]}`} />
            </>
          )}
        </p>
        <Agreements hit={hit} />
      </div>
      <Theirs hit={hit} />
      <div className="gy-hit-follows">
        <p className="gy-help">
          {monthText(hit.month)}
          {kindText(hit.kind)}，{theirs.source}，第{hit.rowNo}行
        </p>
        <Months hit={hit} />
        {hit.unread.length > 0 && <p className="gy-late">名单里{hit.unread.join('；')}。请向对方问明后再判定。</p>}
        <Follows hit={hit} />
        <div className="gy-hit-deeds">{deeds}</div>
      </div>
    </li>
  )
}

function Ours({ hit, chosen, onChoose }: Pick<RowProps, 'hit' | 'chosen' | 'onChoose'>) {
  const { ours } = hit
  return (
    <div className="gy-hit-side">
      <p>
        {onChoose && (
          <Checkbox
            aria-label={`选择${ours.name}`}
            checked={chosen ?? false}
            onChange={(event) => onChoose(event.target.checked)}
          />
        )}{' '}
        <strong>
          <PersonLink personId={hit.personId} name={ours.name} />
        </strong>{' '}
        {ours.sex === 'male' ? '男' : '女'}
      </p>
      <p className="gy-digits">{ours.idMasked || '没有身份证号'}</p>
      <p>出生 {dateText(ours.bornOn)}</p>
      <p>
        {ours.township} {ours.village}
      </p>
    </div>
  )
}

/** As ours is written; what is no whole day stands as the list has it. */
function dayWritten(written: string): string {
  const day = PlainDate.safeParse(written)
  return day.success ? dateText(day.data) : written
}

function Theirs({ hit: { theirs } }: Pick<RowProps, 'hit'>) {
  return (
    <div className="gy-hit-side">
      <p>
        <strong>{theirs.name || '没有姓名'}</strong> {theirs.sex}
      </p>
      <p className="gy-digits">{theirs.idMasked || '没有身份证号'}</p>
      <p>{theirs.bornOn ? `出生 ${dayWritten(theirs.bornOn)}` : '没有出生日期'}</p>
      <p>{theirs.place || '没有住址'}</p>
    </div>
  )
}

/** Said once for all rows that no rule speaks of (A-37). */
export function WhereToSet({ rows }: { rows: readonly Hit[] }) {
  const may = useMay()
  if (!rows.some(({ gap }) => gap)) return null
  return (
    <p className="gy-help">
      没有规定能否同享的，由县级经办逐人判定。县里有文件的，在“政策依据”登记“不可同时享受的待遇”或“可同时享受的待遇”，写明文件和条款，以后按规定比对。{' '}
      {may('policy.propose') ? <Link to="/policy/new">登记新标准</Link> : '由县级救助经办登记。'}
    </p>
  )
}

export function HitHead() {
  return (
    <div className="gy-hit gy-hit-head" aria-hidden="true">
      <span>我方的人</span>
      <span>一致的地方</span>
      <span>名单里的人</span>
      <span>月份、金额和衔接</span>
    </div>
  )
}
