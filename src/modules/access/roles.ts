/** Roles by code, with the title that screens and docs/roles.csv use. Pure. */
export const roleTitles = {
  'county-clerk': '县级救助经办',
  'county-leader': '县级救助负责人',
  'county-elderly': '县级养老服务经办',
  finance: '财政审核',
  'medical-insurance': '医保经办',
  'township-clerk': '乡镇经办',
  'township-leader': '乡镇负责人',
  'village-aide': '村协理员',
  'home-director': '院长',
  'home-carer': '院内护理员',
  'provider-admin': '服务机构管理员',
  carer: '服务人员',
  'city-supervisor': '市级督导',
  'province-supervisor': '省级督导',
  'data-officer': '数据管理员',
  admin: '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计纪检',
  // Enter with a slip of their township (查询凭条), never with an account: see portal.
  'supported-person': '本人',
  guardian: '监护人',
} as const

export type Role = keyof typeof roleTitles

/** Whoever sees his own file only. */
export const personRoles: ReadonlySet<Role> = new Set(['supported-person', 'guardian'])

/** Roles that an account may have. */
export const accountRoles = Object.keys(roleTitles).filter((role) => !personRoles.has(role as Role)) as [
  Role,
  ...Role[],
]

export const isRole = (text: string): text is Role => text in roleTitles

type Kind = 'bureau' | 'township' | 'village' | 'home' | 'provider'

/** To which kind of organisation a role belongs; none for those of the platform and above the counties. */
const kinds: Readonly<Record<Role, Kind | undefined>> = {
  'county-clerk': 'bureau',
  'county-leader': 'bureau',
  'county-elderly': 'bureau',
  finance: 'bureau',
  'medical-insurance': 'bureau',
  'township-clerk': 'township',
  'township-leader': 'township',
  'village-aide': 'village',
  'home-director': 'home',
  'home-carer': 'home',
  'provider-admin': 'provider',
  carer: 'provider',
  'city-supervisor': undefined,
  'province-supervisor': undefined,
  'data-officer': 'bureau',
  admin: undefined,
  'security-admin': undefined,
  auditor: 'bureau',
  'supported-person': undefined,
  guardian: undefined,
}
export const kindOfRole = (role: Role): Kind | undefined => kinds[role]
