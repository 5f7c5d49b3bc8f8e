/** Words of areas and organisations. Pure. */
import * as z from 'zod'

const unitTypes = ['街道', '苏木', '嘎查', '社区', '镇', '乡', '村', '旗', '县', '区', '市']

/** 镇, 街道, 村 …: the last word of a name says what it is. */
export const unitTypeOf = (name: string): string =>
  unitTypes.find((type) => name.replace(/(办事处|办|居民委员会|民委员会|委员会|委会)$/, '').endsWith(type)) ?? ''

export const OrganisationKind = z.enum(['bureau', 'township', 'village', 'home', 'provider'], '请选择单位类别')
export type OrganisationKind = z.infer<typeof OrganisationKind>
export const organisationKindText: Readonly<Record<OrganisationKind | 'platform', string>> = {
  bureau: '县级单位',
  township: '乡镇（街道）',
  village: '村（居）',
  home: '供养服务机构',
  provider: '服务机构',
  platform: '平台',
}

/** Functions of the county's offices; one office can hold several (BJ-0.1). */
export const OrganisationFunction = z.enum([
  'civil_affairs',
  'elderly_service',
  'finance',
  'medical_insurance',
  'audit',
])
export type OrganisationFunction = z.infer<typeof OrganisationFunction>
export const functionText: Readonly<Record<OrganisationFunction, string>> = {
  civil_affairs: '民政-救助',
  elderly_service: '民政-养老',
  finance: '财政',
  medical_insurance: '医保',
  audit: '纪检审计',
}
