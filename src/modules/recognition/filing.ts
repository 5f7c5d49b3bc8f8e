/** 受理后补交材料: a paper that comes later stands on the case and on its list of papers; what is missing is worked out anew. */
import { dateText } from '#kernel/calendar.ts'
import { type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { otherPaper } from './end-contract.ts'
import { disabilitiesOf } from './facts.ts'
import { materialsOf } from './intake.ts'
import { materialsAsked, missingIn } from './materials.ts'
import { type Case, deedsOf, factsOf, keepDeed, lockCase, stepped, updateCase } from './stored.ts'
import { materialName } from './words.ts'

export const filing = part(recognition, {
  async filePaper(context, { caseId, receivedOn, material, name, paperReference, fileIds, note }) {
    const row = await lockCase(context, caseId)
    requireNone(atOwnLevel(context, row, '登记材料'))
    const state = await stepped(context, row, { kind: 'file' })
    const policy = await context.policyOn(row.receivedOn)
    const known = materialsAsked(policy, true).materials.some(({ code }) => code === material)
    requireNone([
      ...dayFault(context, row, receivedOn),
      ...(known || material === otherPaper
        ? []
        : [{ code: 'material', message: '所选材料不在规定的清单里。请从列表中选择，或选“其他材料”。' }]),
      ...(material === otherPaper && name.length < 2
        ? [{ code: 'name', message: '其他材料应写明名称，至少2个字。' }]
        : []),
      ...paperFault({ paperReference, fileIds }, '材料'),
    ])
    for (const fileId of fileIds) await claimFile(context, fileId, 'recognition', row.id)
    const before = materialsOf(await deedsOf(context, [caseId], ['applied', 'supplemented', 'filed']))
    const materials = known
      ? [...before.filter(({ code }) => code !== material), { code: material, state: 'have' as const }]
      : before
    const title = known ? materialName(material) : name
    await keepDeed(context, row, {
      kind: 'filed',
      on: receivedOn,
      said: { title, paperReference, fileIds, materials },
      note,
    })
    await updateCase(context, caseId).execute()
    const missing = missingIn(policy, disabilitiesOf(factsOf(row)).length > 0, materials)
    const warnings =
      missing.length > 0 ? [`还缺${missing.map((each) => each.title).join('、')}。`] : ['清单上的材料已齐。']
    return { caseId, step: state.step, warnings, missing }
  },
})

export const paperFault = (
  { paperReference, fileIds }: { paperReference: string; fileIds: readonly string[] },
  what: string,
): Reason[] =>
  paperReference.length >= 2 || fileIds.length > 0
    ? []
    : [{ code: 'paperReference', message: `${what}应上传照片或扫描件，或者写明纸质件放在哪里（盒、夹、页）。` }]

function dayFault(context: Context, row: Case, day: Case['receivedOn']): Reason[] {
  if (day > context.today)
    return [{ code: 'receivedOn', message: `收件日期${dateText(day)}晚于今天。请核对是否录错。` }]
  return day < row.receivedOn
    ? [{ code: 'receivedOn', message: `收件日期早于申请日期${dateText(row.receivedOn)}。请核对是否录错。` }]
    : []
}

/** Whoever has the case in hand: the township, and from the sending on the county. */
export function atOwnLevel({ actor }: Context, { step }: Pick<Case, 'step'>, what: string): Reason[] {
  const county = actor.scope.kind === 'county'
  if ((step === 'county') === county) return []
  const message = county
    ? `案件还在乡镇办理，由乡镇${what}。请与乡镇联系。`
    : `案件已送县级民政部门，由县里${what}。请与县里联系。`
  return [{ code: 'level', message }]
}
