/** Another scheme goes before support: the case of ending is opened here, and withdrawn when it is judged anew (AH-4.3d, 社会救助法 第四十八条). */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { endingsOfHits, hitsOfEnding, noteEnding } from '#modules/overlaps/index.ts'
import { benefitText } from '#modules/overlaps/rules.ts'
import type { Context } from '#platform/context.ts'
import { askedOn } from './asked.ts'
import { insertChange } from './changing.ts'
import { findPerson } from './opening.ts'
import { over, settled } from './rules.ts'
import { db, keep, lockChange, writeAct } from './stored.ts'
import { kindText } from './words.ts'

interface GivingWay {
  hitId: string
  decisionNo: number
  personId: string
  schemeTitle: string
  newFrom: PlainMonth
  words: string
}

export async function openForOverlap(context: Context, fact: GivingWay): Promise<void> {
  const { hitId, decisionNo, personId } = fact
  const link = (found: { id: string; number: string }, opened: boolean) =>
    noteEnding(context, { hitId, decisionNo, changeId: found.id, number: found.number, opened })
  const open = await openChange(context, personId)
  if (open?.kind === 'end') return link(open, false)
  if (open) return refuseTwo(open)
  const person = await findPerson(context, personId)
  const reason = await reasonFor(context)
  const facts = `部门比对：${fact.schemeTitle}自${monthText(fact.newFrom)}起，与特困供养不能同时享受，应停发特困供养。${fact.words}`
  const row = await insertChange(context, person, {
    kind: 'end',
    reason,
    facts: facts.slice(0, 1000),
    proof: '部门比对结果表',
    fileId: null,
    wanted: {},
  })
  await link(row, true)
}

const openChange = (context: Context, personId: string) =>
  db(context)
    .selectFrom('endings.change')
    .select(['id', 'number', 'kind'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('step', 'not in', [...settled])
    .forUpdate()
    .executeTakeFirst()

function refuseTwo({ id, number, kind }: { id: string; number: string; kind: keyof typeof kindText }): never {
  const message = `此人有一件正在办理的“${kindText[kind]}”${number}，停发特困供养要另办终止，不能同时办。请先办完或撤回那一件，再判定这条命中。`
  throw new Refusal('refused', [{ code: 'open_change', message, next: { title: number, to: `/changes/${id}` } }])
}

/** Which of the lawful reasons it is (exit.reason_of_overlap); never that the person asked for it, unless he did. */
async function reasonFor(context: Context): Promise<string> {
  const { reasons } = await askedOn(context, context.today)
  const code = (await context.policyOn(context.today)).find<string>('exit.reason_of_overlap')?.value
  if (code !== undefined && reasons?.value.includes(code)) return code
  return refuse('refused', 'reason', '规定的终止情形中没有适用的一项，不能由此提出终止。请先在“政策依据”核对终止情形')
}

/** Judged anew: what was opened for it alone is withdrawn; what is decided stays decided. */
export async function withdrawForOverlap(context: Context, hitIds: readonly string[], why: string): Promise<void> {
  for (const { changeId, number, opened } of await endingsOfHits(context, hitIds)) {
    const row = await lockChange(context, changeId)
    if (row.step === 'deliver' || row.step === 'done' || row.step === 'correcting')
      throw new Refusal('refused', [
        {
          code: 'ended',
          message: `${number}已经决定终止，不能改判。确有错误的，请先在这件变更上办理“纠正决定”，再改判。`,
          next: { title: number, to: `/changes/${changeId}` },
        },
      ])
    if (!opened || over.includes(row.step) || row.step === 'redeliver') continue
    await writeAct(context, row, { as: 'withdrawn', on: context.today, words: why })
    await keep(context, changeId, { step: 'withdrawn', stepFromOn: context.today, stepDueOn: null })
  }
}

/** What the change page says of where it came from. */
export async function overlapsOf(context: Context, changeId: string) {
  const hits = await hitsOfEnding(context, changeId)
  return hits.map(({ hitId, kind, month }) => ({ hitId, text: `${benefitText[kind] ?? kind}名单（${month}）` }))
}
