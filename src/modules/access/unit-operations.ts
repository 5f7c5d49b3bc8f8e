/** Operations on areas and organisations: proposed by one administrator, in force once another has confirmed. Pure. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { OrganisationFunction, OrganisationKind } from './unit-words.ts'

const CountyCode = z.string('请选择县').regex(/^\d{6}$/, '县代码应为6位数字')
const Reason = z.string('请写明理由').trim().min(4, '请写明理由，至少4个字').max(300, '理由最多300字')
const Title = z.string('请填写单位名称').trim().min(2, '单位名称至少2个字').max(60, '单位名称最多60个字')
const Hotline = z.string().trim().max(30, '电话最多30位').default('')
const Proposed = z.object({ changeId: z.uuid() })

const Level = z.enum(['county', 'township', 'village'])
export const ListedArea = z.object({
  row: z.int(),
  code: z.string(),
  level: Level,
  name: z.string(),
  unitType: z.string(),
})
const Organisation = {
  countyCode: CountyCode,
  name: Title,
  functions: z.array(OrganisationFunction).max(5).default([]),
  hotline: Hotline,
}

/** What a waiting change will do; kept as it was proposed. */
export const UnitContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('areas'),
    fileName: z.string(),
    sha256: z.string(),
    from: PlainDate,
    withOrganisations: z.boolean(),
    areas: z.array(ListedArea),
  }),
  z.object({
    kind: z.literal('open'),
    organisationKind: OrganisationKind,
    name: z.string(),
    areaId: z.uuid(),
    functions: z.array(z.string()),
    hotline: z.string(),
    from: PlainDate,
  }),
  z.object({
    kind: z.literal('change'),
    organisationId: z.uuid(),
    name: z.string(),
    functions: z.array(z.string()),
    hotline: z.string(),
  }),
  z.object({ kind: z.literal('close'), organisationId: z.uuid(), on: PlainDate }),
])
export type UnitContent = z.infer<typeof UnitContent>

export const UnitChange = z.object({
  id: z.uuid(),
  countyCode: z.string(),
  county: z.string(),
  kind: z.enum(['areas', 'open', 'change', 'close']),
  summary: z.string(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: Instant,
  mine: z.boolean(),
})
export type UnitChange = z.infer<typeof UnitChange>

export const unitOperations = {
  units: query({
    title: '查看区划和单位',
    input: z.object({ countyCode: CountyCode }),
    output: z.object({
      areas: z.array(
        z.object({
          id: z.uuid(),
          level: z.enum(['nation', 'province', 'city', 'county', 'township', 'village']),
          name: z.string(),
          parentId: z.uuid().nullable(),
          officialCode: z.string().nullable(),
          fromOn: PlainDate,
          toOn: PlainDate.nullable(),
        }),
      ),
      organisations: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(['bureau', 'township', 'village', 'home', 'provider', 'platform']),
          name: z.string(),
          area: z.string(),
          functions: z.array(z.string()),
          hotline: z.string(),
          accounts: z.int(),
          fromOn: PlainDate,
          toOn: PlainDate.nullable(),
        }),
      ),
      /** Functions that no office of the county holds. */
      missing: z.array(z.string()),
    }),
  }),
  checkAreas: query({
    title: '检查区划名录文件',
    input: z.object({ fileId: z.uuid('请上传文件') }),
    output: z.object({
      countyCode: z.string().nullable(),
      counts: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), left: z.int() }),
      sentence: z.string(),
      faults: z.array(z.object({ row: z.int(), message: z.string() })),
      /** The first two hundred. */
      added: z.array(ListedArea),
      changed: z.array(z.object({ code: z.string(), from: z.string(), to: z.string() })),
      left: z.array(z.string()),
    }),
  }),
  areaTemplate: command({
    title: '下载区划名录模板',
    input: z.object({}),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  importAreas: command({
    title: '导入区划名录',
    input: z.object({
      fileId: z.uuid('请上传文件'),
      from: PlainDate,
      /** Each new township and village is an organisation too, to which accounts can belong. */
      withOrganisations: z.boolean().default(true),
      reason: Reason,
    }),
    output: Proposed,
  }),
  openOrganisation: command({
    title: '登记单位',
    input: z.object({
      ...Organisation,
      kind: OrganisationKind,
      areaId: z.uuid('请选择所在区划'),
      from: PlainDate,
      reason: Reason,
    }),
    output: Proposed,
  }),
  changeOrganisation: command({
    title: '变更单位',
    input: z.object({ ...Organisation, organisationId: z.uuid('请选择单位'), reason: Reason }),
    output: Proposed,
  }),
  closeOrganisation: command({
    title: '撤销单位',
    input: z.object({ countyCode: CountyCode, organisationId: z.uuid('请选择单位'), on: PlainDate, reason: Reason }),
    output: Proposed,
  }),
  unitChanges: query({ title: '查看待复核的单位变更', input: z.object({}), output: z.array(UnitChange) }),
  decideUnitChange: command({
    title: '复核单位变更',
    input: z.object({ changeId: z.uuid(), confirm: z.boolean() }),
    output: z.object({ done: z.string() }),
  }),
}
