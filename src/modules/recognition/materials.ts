/** Which papers an application needs by the policy, and which of them are missing. Pure. */
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { MaterialState } from './intake-shape.ts'
import { materialName } from './words.ts'

export interface MaterialGiven {
  code: string
  state: MaterialState
}
export interface MaterialAsked {
  code: string
  title: string
  help: string
}

/** What the check mechanism can verify and therefore need not be handed in (社会救助法 第六十二条). */
export const verifiable: ReadonlySet<string> = new Set(['identity', 'disability_certificate_if_disabled'])

/** Who can help to get it: what the office has forms for, what it looks up itself. */
const helpOf: Readonly<Record<string, string>> = {
  identity: '原件当场核对；遗失的请到派出所补办',
  declaration: '可在窗口领取空表，由村（居）协理员协助填写',
  commitment: '可在窗口领取空表，本人签名或捺印',
  disability_certificate_if_disabled: '系统能核对的不用交；没有办证的请向残联申请',
  authorisation: '可由村（居）协理员协助，取得申请人和义务人签名',
}

/** Code 'disability_certificate_if_disabled' says itself when it is asked for. */
export function materialsAsked(
  policy: PolicyInForce,
  disabled: boolean,
): { materials: MaterialAsked[]; citations: Citation[] } {
  const asked = policy.value<string[]>('recognition.materials')
  const materials = asked.value
    .filter((code) => disabled || !code.endsWith('_if_disabled'))
    .map((code) => ({ code, title: materialName(code), help: helpOf[code] ?? '' }))
  return { materials, citations: asked.citations }
}

export function missingIn(policy: PolicyInForce, disabled: boolean, given: readonly MaterialGiven[]): MaterialAsked[] {
  const here = new Set(given.filter(({ state }) => state !== 'missing').map(({ code }) => code))
  return materialsAsked(policy, disabled).materials.filter(({ code }) => !here.has(code))
}

/** A paper nobody asked for, or one that only the applicant can give, is not set aside by a word. */
export function faultyMaterials(policy: PolicyInForce, given: readonly MaterialGiven[]): Reason[] {
  const asked = new Set(materialsAsked(policy, true).materials.map(({ code }) => code))
  const unknown = given.some(({ code }) => !asked.has(code))
  const set = given.filter(({ code, state }) => state === 'not_needed' && asked.has(code) && !verifiable.has(code))
  return [
    ...(unknown ? [{ code: 'materials', message: '材料清单里有规定以外的材料。请按列出的材料登记。' }] : []),
    ...set.map(({ code }) => ({
      code: 'materials',
      message: `“${materialName(code)}”须由申请人提交，不能登记为“系统能核对，不用交”。`,
    })),
  ]
}

export const noticeOf = (missing: readonly { title: string }[]): string =>
  `缺${missing.length}项：${missing.map(({ title }) => title).join('、')}`
