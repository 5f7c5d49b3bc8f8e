/** The slip and 我的救助情况 on paper, in large type. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { print } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { helpUnit, type Own } from './known.ts'
import type { Line, Sheet } from './shapes.ts'
import { type Holder, partText, portalSettings } from './words.ts'

const pdf = 'application/pdf'

interface SlipGiven {
  holder: Holder
  holderName: string
  code: string
  validUntil: PlainDate
  address: string
}

const footOf = (context: Context) => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

export async function slipPaperOf(context: Context, own: Own, given: SlipGiven) {
  const { unit, phone } = await helpUnit(context, own.townshipId)
  const bytes = await print('portal-slip', footOf(context), {
    title: '查询凭条',
    to: given.holder === 'person' ? own.name : `${own.name}的监护人${given.holderName}`,
    number: own.fileNo,
    code: given.code,
    address: given.address,
    validUntil: dateText(given.validUntil),
    rules: [
      '在任何一部手机或电脑上打开上面的网址，填档案号和查询码，就能看自己的待遇、发放、照料和档案，也能反映问题。',
      '没有手机也不会用的，请村协理员或乡镇（街道）工作人员帮您看，可以念给您听，也可以打印给您。',
      `查询码不要给别人。连续输错${portalSettings.failuresBeforeLock}次会停${portalSettings.lockMinutes}分钟。丢了就到乡镇（街道）停用、重新领取。`,
    ],
    contact: [unit, phone].filter(Boolean).join(' '),
    unit,
    date: dateText(dayOf(context.now)),
  })
  const name = `查询凭条 ${own.name}.pdf`
  const { ticket } = await giveFile(context, { name, mediaType: pdf, bytes })
  return { ticket, name }
}

/** `help` is who stood there, how he was known and who helped: on the paper as in the record. */
export async function sheetPaper(
  context: Context,
  own: Own,
  { sheets, help = [] }: { sheets: readonly Sheet[]; help?: readonly Line[] },
) {
  const { unit, phone } = await helpUnit(context, own.townshipId)
  const [only] = sheets
  const bytes = await print('portal-sheet', footOf(context), {
    title: sheets.length === 1 && only ? partText[only.part] : '我的救助情况',
    to: `${own.name}　档案号${own.fileNo}`,
    date: dateText(context.today),
    sheets: sheets.map(({ part, sections }) => ({
      title: partText[part],
      sections: sections.map((section) => ({
        ...section,
        items: section.items.map(({ title, lines, basis }) => ({ title, lines, basis })),
      })),
    })),
    help,
    contact: [unit, phone].filter(Boolean).join(' '),
  })
  const name = `${sheets.length === 1 && only ? partText[only.part] : '我的救助情况'} ${own.name}.pdf`
  const { ticket } = await giveFile(context, { name, mediaType: pdf, bytes })
  return { ticket, name }
}
