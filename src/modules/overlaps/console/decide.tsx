/** The decision and its reason; where policy leaves it open, which of the two stops and by which paper. */
import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { addMonths, monthText, PlainMonth } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { type Hit, overlaps } from '../contract.ts'
import { isDeath, shortText, verdictText } from '../words.ts'
import { Follows } from './shown.tsx'

export interface Deciding {
  hits: readonly Hit[]
  verdict: 'same' | 'different' | 'verify'
}

const usual = {
  same: ['身份证号和姓名一致', '姓名同音或异体字，其余一致', '身份证号录错，其余一致', '已电话核实是同一人'],
  different: ['同名不同人，身份证号不同', '出生和住址都不同', '已核实不是同一人'],
  verify: ['请入户核对身份证原件', '请核对姓名写法和出生日期', '请核对是否仍在享受'],
} as const

type Stops = 'benefit' | 'support' | 'none'
interface Wish {
  reason: string
  oldThrough: string
  stops: Stops | undefined
  document: string
  number: string
  clause: string
  basis: string
}

const noGround = { document: '', number: '', clause: '', basis: '' }

interface Props {
  deciding: Deciding
  onDone: () => void
  onClose: () => void
}

export function Decide({ deciding: { hits, verdict }, onDone, onClose }: Props) {
  const [only] = hits
  const certain = hits.every((hit) => hit.certain)
  const before = hits.every((hit) => hit.before === verdict)
  const start = before ? '与以前月份的判定相同' : verdict === 'same' && certain ? usual.same[0] : ''
  const [wish, setWish] = useState<Wish>({ reason: start, oldThrough: '', stops: undefined, ...noGround })
  const decide = useCommand(overlaps, 'decide', { answers: ['duties', 'persons'] })
  const say = useSay()
  const undecided = verdict === 'same' && hits.some(({ relation }) => relation === 'to_be_decided')
  const month = PlainMonth.safeParse(wish.oldThrough)
  const run = async () => {
    const { decided, changes } = await decide.mutateAsync({
      hits: hits.map(({ id, decisions }) => ({ hitId: id, decisions })),
      verdict,
      reason: wish.reason,
      ...(month.success ? { oldThrough: month.data } : {}),
      ...(undecided && wish.stops ? { stops: wish.stops, ...groundOf(wish) } : {}),
    })
    say(changes.length === 1 ? (changes[0] ?? '') : `已判定${decided}条`)
    onDone()
  }
  const who = hits.length === 1 ? `${only?.ours.name}与名单里的${only?.theirs.name}` : `${hits.length}条命中`
  return (
    <Confirm
      open
      title={verdict === 'verify' ? `要求核实${who}？` : `判定${who}为${verdictText[verdict]}？`}
      verb={verdictText[verdict]}
      blocked={!whole(wish, undecided, month.success)}
      onClose={onClose}
      onConfirm={run}
    >
      {hits.length > 1 && <Names hits={hits} />}
      {verdict === 'same' && only && hits.length === 1 && <One hit={only} wish={wish} onChange={setWish} />}
      {verdict === 'same' && hits.some(({ kind }) => isDeath(kind)) && (
        <p>判定后供养不会自动停止，“办理死亡终止”进入县级经办的待办。</p>
      )}
      {undecided && <Open benefit={benefitOf(hits)} wish={wish} onChange={setWish} />}
      <Reason verdict={verdict} wish={wish} onChange={setWish} />
    </Confirm>
  )
}

const groundOf = ({ document, number, clause, basis }: Wish) => ({ document, number, clause, basis })

/** A document with its number and clause, or words on the paper of his own choice. */
function isGround({ document, number, clause, basis }: Wish): boolean {
  const named = [document, number, clause].filter((each) => each.trim() !== '').length
  return named === 3 || (named === 0 && Array.from(basis.trim()).length >= 4)
}

const whole = (wish: Wish, undecided: boolean, isMonth: boolean): boolean =>
  Array.from(wish.reason.trim()).length >= 4 &&
  (wish.oldThrough === '' || isMonth) &&
  (!undecided || wish.stops === 'none' || (wish.stops !== undefined && isGround(wish)))

function Names({ hits }: { hits: readonly Hit[] }) {
  return (
    <ul className="gy-lines">
      {hits.slice(0, 30).map((hit) => (
        <li key={hit.id}>
          {hit.ours.name} {hit.ours.township} {hit.change?.text}
        </li>
      ))}
      {hits.length > 30 && <li>等{hits.length}条</li>}
    </ul>
  )
}

interface PartProps {
  wish: Wish
  onChange: (wish: Wish) => void
}

function One({ hit, wish, onChange }: PartProps & { hit: Hit }) {
  const id = useId()
  const month = PlainMonth.safeParse(wish.oldThrough)
  const through = hit.change?.oldThrough
  return (
    <>
      <Follows hit={hit} />
      {through && (
        <div className="gy-field">
          <label htmlFor={id}>最后一个月（不填为{monthText(through)}）</label>
          <Input
            id={id}
            className="gy-short"
            placeholder={through}
            maxLength={7}
            value={wish.oldThrough}
            onChange={(event) => onChange({ ...wish, oldThrough: event.target.value.trim() })}
          />
          {month.success && (
            <p className="gy-help">{monthText(addMonths(month.data, 1))}起只享受另一项，不断月也不重月。</p>
          )}
        </div>
      )}
    </>
  )
}

/** Several lists at once have no one name. */
const benefitOf = (hits: readonly Hit[]): string =>
  new Set(hits.map(({ kind }) => kind)).size === 1 ? shortText(hits[0]?.kind ?? '') : '对方的待遇'

function Open({ benefit, wish, onChange }: PartProps & { benefit: string }) {
  const options: { value: Stops; label: string }[] = [
    { value: 'benefit', label: `停${benefit}` },
    { value: 'support', label: '停特困供养（如本人选择另一项）' },
    { value: 'none', label: '都不停' },
  ]
  return (
    <>
      <div className="gy-field">
        <p>政策没有规定能否同享，停哪一项 *</p>
        <Radio.Group
          aria-label="停哪一项"
          className="gy-stack"
          options={options}
          value={wish.stops ?? null}
          onChange={(event) =>
            onChange({ ...wish, stops: options.find(({ value }) => value === event.target.value)?.value })
          }
        />
      </div>
      {wish.stops !== undefined && wish.stops !== 'none' && <GroundFields wish={wish} onChange={onChange} />}
    </>
  )
}

const groundFields = [
  { name: 'document', label: '依据的文件名称', maxLength: 100 },
  { name: 'number', label: '文号', maxLength: 60 },
  { name: 'clause', label: '条款', maxLength: 100 },
  { name: 'basis', label: '说明（没有文件的，写本人书面选择及放在哪里，不少于4个字）', maxLength: 200 },
] as const

function GroundFields({ wish, onChange }: PartProps) {
  const id = useId()
  return groundFields.map(({ name, label, maxLength }) => (
    <div key={name} className="gy-field">
      <label htmlFor={`${id}${name}`}>{label}</label>
      <Input
        id={`${id}${name}`}
        maxLength={maxLength}
        value={wish[name]}
        onChange={(event) => onChange({ ...wish, [name]: event.target.value })}
      />
    </div>
  ))
}

function Reason({ verdict, wish, onChange }: PartProps & { verdict: Deciding['verdict'] }) {
  const id = useId()
  return (
    <div className="gy-field">
      <label htmlFor={id}>{verdict === 'verify' ? '请乡镇核实什么' : '理由'}（不少于4个字） *</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={300}
        value={wish.reason}
        onChange={(event) => onChange({ ...wish, reason: event.target.value })}
      />
      <div className="gy-hit-deeds">
        {usual[verdict].map((text) => (
          <Button key={text} size="small" onClick={() => onChange({ ...wish, reason: text })}>
            {text}
          </Button>
        ))}
      </div>
    </div>
  )
}
