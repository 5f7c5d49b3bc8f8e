/** Which rows an account of a role sees, from the organisation it belongs to. Pure. */
import type { Scope } from '#kernel/permission.ts'
import type { Reason } from '#kernel/refusal.ts'
import { personRoles, type Role } from './roles.ts'

const ofCounty: ReadonlySet<Role> = new Set([
  'county-clerk',
  'county-leader',
  'county-elderly',
  'finance',
  'medical-insurance',
  'data-officer',
  'auditor',
])
const ofPlatform: ReadonlySet<Role> = new Set(['admin', 'security-admin'])

export interface Place {
  countyCode: string
  organisation: { id: string; kind: string; areaId: string | null } | null
}

export interface AccountScope {
  kind: Scope['kind']
  ids: string[]
}

/** The scope that role and organisation give; reasons where they do not fit together. */
export function scopeOfRole(role: Role, { organisation }: Place): { scope: AccountScope; reasons: Reason[] } {
  const none: AccountScope = { kind: 'none', ids: [] }
  if (ofPlatform.has(role)) return { scope: none, reasons: [] }
  if (personRoles.has(role)) return { scope: none, reasons: [noAccount] }
  if (role === 'city-supervisor' || role === 'province-supervisor')
    return { scope: { kind: 'counties', ids: [] }, reasons: [] }
  if (ofCounty.has(role))
    return { scope: { kind: 'county', ids: [] }, reasons: unless(organisation?.kind === 'bureau', '县级单位') }
  const area = organisation?.areaId ? [organisation.areaId] : []
  if (role === 'township-clerk' || role === 'township-leader')
    return {
      scope: { kind: 'townships', ids: area },
      reasons: unless(organisation?.kind === 'township', '乡镇（街道）'),
    }
  if (role === 'village-aide')
    return { scope: { kind: 'villages', ids: area }, reasons: unless(organisation?.kind === 'village', '村（居）') }
  const own = organisation ? [organisation.id] : []
  const kind = role === 'provider-admin' || role === 'carer' ? 'provider' : 'home'
  return {
    scope: { kind: 'organisation', ids: own },
    reasons: unless(organisation?.kind === kind, kind === 'home' ? '供养服务机构' : '服务机构'),
  }
}

const noAccount: Reason = { code: 'slip_only', message: '本人和监护人凭乡镇发给的查询凭条进入，不开立账号' }

const unless = (fits: boolean, word: string): Reason[] =>
  fits ? [] : [{ code: 'organisation_unfit', message: `这个角色应属于${word}，请重新选择单位` }]
