/** The form of every file of a policy pack (docs/pack-keys.md). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'

export const Level = z.enum(['nation', 'province', 'city', 'county', 'township', 'village'])
const text = z.string().min(1, '不空的文字')
const AreaCodeText = z.string('加引号的区划代码').regex(/^\d{6}(\d{3}){0,2}$/, '加引号的区划代码')
const Position = z.string().regex(/^A-\d{2}$/, '立场编号，如A-21')

export const ForceName = z.enum(['must', 'in_principle', 'encouraged', 'aim'])
export const Stands = z.enum(['sets', 'floor', 'ceiling', 'forbids', 'adds'])
export type Stands = z.infer<typeof Stands>

export const AreaEntry = z.strictObject({
  area: AreaCodeText,
  name: text,
  level: Level,
  parent: AreaCodeText.nullable(),
  invented: z.boolean().optional(),
})
export type AreaEntry = z.infer<typeof AreaEntry>

export const DocumentEntry = z
  .strictObject({
    title: text,
    number: text.nullish(),
    issuers: z.array(text),
    issued: PlainDate.nullable(),
    issued_year: z.int().optional(),
    revised: PlainDate.optional(),
    effective: z.strictObject({
      from: PlainDate.nullable(),
      to: PlainDate.optional(),
      stated: z.boolean(),
      origin: z.literal('ours').optional(),
    }),
    status: z.enum(['draft', 'in_force', 'repealed', 'unknown']),
    status_checked: PlainDate.nullable(),
    public: z.boolean().optional(),
    /** Name of the registered text, packs/texts/<name>.txt. */
    text: text.optional(),
    basis: z.array(text),
    replaces: z.array(text).optional(),
    refers_to: z.array(text).optional(),
    annexes: z.record(z.string(), text).optional(),
    note: text.optional(),
  })
  .refine(
    ({ effective }) => (effective.origin === 'ours') === (!effective.stated && effective.from !== null),
    '未写明的施行日须标origin: ours，写明的不标',
  )
  .refine(
    ({ status, effective }) => status !== 'repealed' || effective.to !== undefined,
    '已废止的文件须写effective.to',
  )

export const PackEntry = z.strictObject({
  area: AreaCodeText,
  title: text,
  level: Level,
  parent: AreaCodeText.nullable(),
  documents: z.record(z.string(), DocumentEntry),
})

const textOrTexts = z.union([text, z.array(text).min(1, '至少一条')])

/** A part of a value whose origin, force or stand differs from the rest of it. */
export const PartEntry = z.strictObject({
  force: ForceName.optional(),
  stands: Stands.optional(),
  origin: z.literal('ours').optional(),
  position: Position.optional(),
})

const source = {
  cite: textOrTexts.optional(),
  quote: textOrTexts.optional(),
  /** The gist where the text is not registered; nobody has compared it yet. */
  says: text.optional(),
  checked: z.boolean().optional(),
  origin: z.literal('ours').optional(),
  position: Position.optional(),
  note: text.optional(),
}

interface Sourced {
  cite?: unknown
  quote?: unknown
  origin?: 'ours' | undefined
  position?: string | undefined
  force?: string
}

/** A rule of ours may not borrow a clause, and everything else must have one (packs.md, properties 1 and 9). */
function checkSource(entry: Sourced, context: z.RefinementCtx): void {
  const wrong = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, input: undefined })
  if (entry.origin !== 'ours') {
    if (entry.cite === undefined) wrong('cite', '所依据的文件和条款')
    return
  }
  if (entry.cite !== undefined || entry.quote !== undefined) wrong('cite', '不写条款（origin: ours）')
  if (entry.position === undefined) wrong('position', '立场编号（origin: ours）')
  if (entry.force !== 'in_principle') wrong('force', 'in_principle（origin: ours）')
}

export const ValueEntry = z
  .strictObject({
    from: PlainDate.nullable(),
    to: PlainDate.optional(),
    stands: Stands,
    force: ForceName,
    value: z.unknown(),
    scope: z.array(text).optional(),
    parts: z.record(z.string(), PartEntry).optional(),
    ...source,
  })
  .superRefine(checkSource)

const codeOrCodes = z.union([text, z.array(text)])

export const DutyEntry = z
  .strictObject({
    id: text,
    by: codeOrCodes,
    on: text,
    to: text.optional(),
    with: codeOrCodes.optional(),
    organised_by: text.optional(),
    every: z.enum(['day', 'week', 'month', 'quarter', 'half_year', 'year', 'once', 'event', 'irregular', 'regular']),
    at_least: z.int().positive().optional(),
    coverage_percent: z.int().min(1).max(100).optional(),
    each: z.boolean().optional(),
    starts: PlainDate.optional(),
    due: PlainDate.optional(),
    event: text.optional(),
    must_cover: z.array(text).optional(),
    focus: z.array(text).optional(),
    method: text.optional(),
    form: text.optional(),
    counts_as: text.optional(),
    force: ForceName,
    from: PlainDate.nullable(),
    to_day: PlainDate.optional(),
    ...source,
  })
  .superRefine(checkSource)

export const DelegationEntry = z
  .strictObject({
    id: text,
    /** A key, or the beginning of a family of keys: 'standard.care' also stands for 'standard.care.rates'. */
    key: text,
    may_set: z.array(Level).min(1),
    force: ForceName,
    from: PlainDate,
    ...source,
  })
  .superRefine(checkSource)

/** Forms and tables differ too much for one fixed form here; the modules that use them read their own part. */
const layout = { title: text, from: PlainDate.nullable(), ...source }
export const FormEntry = z.looseObject({ form: text, kind: z.enum(['assessment', 'evaluation']), ...layout })
export const TableEntry = z.looseObject({ table: text, ...layout })

export const CaseEntry = z.strictObject({
  情形: text,
  area: AreaCodeText,
  day: PlainDate,
  ask: z.string().regex(/^[a-z_0-9]+(\.[a-z_0-9]+)+$/, '问题名称，如policy.value'),
  given: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()),
  cite: textOrTexts,
})
