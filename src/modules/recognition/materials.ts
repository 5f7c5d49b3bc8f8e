/** Which papers an application needs by the policy, and which of them are missing. Pure. */
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
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

export const noticeOf = (missing: readonly { title: string }[]): string =>
  `缺${missing.length}项：${missing.map(({ title }) => title).join('、')}`
