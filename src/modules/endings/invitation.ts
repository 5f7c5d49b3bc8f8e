/** 听取意见通知书: before anything is taken away, who is concerned is told when, where and about what he is heard (社会救助法 第四十八条). */
import { dateText } from '#kernel/calendar.ts'
import { linesOf } from '#kernel/letter.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Format, type Printed, printLetter } from '#modules/documents/index.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { askedOn } from './asked.ts'
import { type Hearing, kindText } from './contract.ts'
import { invitationKind } from './letter-kinds.ts'
import { type About, areaName, bureauOf } from './paper-around.ts'
import { hearingIn, over } from './rules.ts'

type Inviting = About & { hearing: Hearing | undefined }

export async function invitationOf(context: Context, about: Inviting, format: Format): Promise<Printed> {
  const { row, acts, person, hearing } = about
  const asked = await askedOn(context, context.today)
  const { hearing: law } = asked
  if (!law || hearingIn(row.kind, row.reason, asked) !== 'asked')
    return refuse('refused', 'not_asked', '这件变更按规定不须听取意见，没有通知书可以打印。请按步骤办理')
  if (row.step === 'deliver' || over.includes(row.step))
    return refuse('refused', 'over', '这件变更已经作出决定或办完，不再听取意见，没有通知书可以打印。请查看告知书')
  if (hearing && hearing.on < context.today)
    return refuse(
      'invalid',
      'hearing.on',
      `听取日期${dateText(hearing.on)}已过，通知应在听取以前送达。请填写今天或以后的日期`,
    )
  const verified = acts.findLast(({ kind }) => kind === 'verified')
  const reason = row.reason ? `（${endReasonText[row.reason] ?? row.reason}）` : ''
  const { name, hotline } = await bureauOf(context)
  const when = hearing ? `${dateText(hearing.on)}${timeText(hearing.time)}` : '　　　　年　　月　　日　　时'
  const place = hearing?.place ?? '　　　　　　　　　　'
  return printLetter(context, invitationKind, {
    format,
    given: {
      subjectId: row.id,
      townshipId: row.townshipId,
      issue: `${row.number} ${context.today} ${hearing ? `${hearing.on} ${hearing.time} ${hearing.place}` : '空'}`,
      on: context.today,
      heading: (await areaName(context, row.townshipId)) || name,
      number: row.number,
      to: person.name,
      contact: hotline || '—',
      issuedOn: context.today,
      values: {
        救助对象: person.name,
        拟作决定: `${kindText[row.kind]}救助供养${reason}`,
        事实: linesOf([
          `事由：${ended(row.facts)}`,
          ...(verified ? [`${dateText(verified.onDay)}经核实：${ended(verified.words)}`] : []),
        ]),
        听取时间: when,
        听取地点: place,
        依据: [...new Set(law.citations.map(citationText))].join('、'),
      },
    },
  })
}

const ended = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)

const timeText = (time: string): string => {
  const [hour = '', minute = ''] = time.split(/[:：]/)
  return `${Number(hour)}时${minute === '00' ? '' : `${minute}分`}`
}
