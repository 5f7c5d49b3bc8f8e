/** The carers' register: one contractor at a time, employed and paid by that contractor (SX-5.5g). */
import { sql } from 'kysely'
import { ageOn, momentText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { birthDateOf, maskedIdentityNumber, sexOf } from '#kernel/identity-number.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { providers } from './contract.ts'
import { db, findProvider } from './reading.ts'
import { carerElsewhereText, objectionsToCarerEmployer } from './rules.ts'

type Adding = InputOf<typeof providers.operations.addCarer>

export const carers = part(providers, {
  async carers(context, input) {
    const { organisationId, words, onlyPresent, page, pageSize } = input
    const matching = db(context)
      .selectFrom('providers.carer as carer')
      .where('carer.countyCode', '=', context.county)
      .$if(organisationId !== null, (query) => query.where('carer.organisationId', '=', organisationId))
      .$if(words !== '', (query) => query.where(sql<boolean>`position(${words} in carer.name) > 0`))
      .$if(onlyPresent, (query) =>
        query.where((row) => row.or([row('carer.toOn', 'is', null), row('carer.toOn', '>=', context.today)])),
      )
    const { count } = await matching
      .select(sql<number>`least(count(*), 1001)::int`.as('count'))
      .executeTakeFirstOrThrow()
    const found = await matching
      .selectAll()
      .orderBy('carer.name')
      .orderBy('carer.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const relations = await relationsOf(
      context,
      found.map(({ id }) => id),
    )
    context.shows(input, found.length)
    const rows = found.map((row) => ({
      id: row.id,
      organisationId: row.organisationId,
      townshipId: row.townshipId,
      name: row.name,
      age: ageOn(row.bornOn, context.today),
      idMasked: row.idMasked,
      phone: row.phone,
      employer: row.employer,
      wagePayer: row.wagePayer,
      healthUntil: row.healthUntil,
      trainedOn: row.trainedOn,
      townshipOpinion: row.townshipOpinion,
      from: row.fromOn,
      to: row.toOn,
      version: row.version,
      relations: relations.flatMap(({ carerId, ...relation }) => (carerId === row.id ? [relation] : [])),
    }))
    return { rows, total: count, at: momentText(context.now) }
  },

  async addCarer(context, input) {
    const { organisationId, townshipId, idNumber, from, ...fields } = input
    if (organisationId === null && townshipId === null)
      refuse('invalid', 'townshipId', '请选择服务机构，或选择指定照料护理人所在的乡镇（街道）')
    requireNone(await objectionsToEmployment(context, input))
    const index = context.secrets.blindIndex('identity', idNumber)
    await requireFree(context, input, index)
    const id = context.newId()
    await db(context)
      .insertInto('providers.carer')
      .values({
        countyCode: context.county,
        id,
        organisationId,
        townshipId,
        ...fields,
        bornOn: birthDateOf(idNumber) ?? refuse('invalid', 'idNumber', '身份号码中的出生日期不对。请核对'),
        sex: sexOf(idNumber),
        idNumber: context.secrets.seal(
          { table: 'providers.carer', column: 'id_number', county: context.county, row: id },
          idNumber,
        ),
        idIndex: index,
        idMasked: maskedIdentityNumber(idNumber),
        fromOn: from,
        changedAt: context.now,
      })
      .execute()
    return { carerId: id }
  },

  async changeCarer(context, { carerId, version, ...fields }) {
    const carer = await findCarer(context, carerId)
    requireNone(await objectionsToEmployment(context, { ...fields, organisationId: carer.organisationId }))
    await saveCarer(context, { carerId, version }, fields)
    return {}
  },

  async relateCarer(context, { carerId, personId, relation }) {
    const carer = await findCarer(context, carerId)
    context.concerns(personId)
    const key = { countyCode: context.county, carerId, personId }
    await db(context)
      .deleteFrom('providers.carerRelation')
      .where('countyCode', '=', context.county)
      .where('carerId', '=', carerId)
      .where('personId', '=', personId)
      .execute()
    if (relation !== '')
      await db(context)
        .insertInto('providers.carerRelation')
        .values({ ...key, organisationId: carer.organisationId, relation })
        .execute()
    return {}
  },

  async endCarer(context, { carerId, version, to }) {
    const carer = await findCarer(context, carerId)
    if (to < carer.fromOn) refuse('invalid', 'to', '离职日早于到岗日。请核对')
    await saveCarer(context, { carerId, version }, { toOn: to })
    return {}
  },
})

export async function findCarer(context: Context, carerId: string) {
  const found = await db(context)
    .selectFrom('providers.carer')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', carerId)
    .executeTakeFirst()
  return found ?? refuse('not_found', 'carer', '没有找到这名服务人员，或不在您的权限内')
}

interface Saving {
  carerId: string
  version: number
}

async function saveCarer(context: Context, { carerId, version }: Saving, fields: Record<string, unknown>) {
  const changed = await db(context)
    .updateTable('providers.carer')
    .set({ ...fields, version: version + 1, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', carerId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) refuse('conflict', 'changed', '这名服务人员的登记刚被别人改过。请刷新页面后重试')
}

function relationsOf(context: Context, carerIds: string[]) {
  if (carerIds.length === 0) return Promise.resolve([])
  return db(context)
    .selectFrom('providers.carerRelation as relation')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'relation.countyCode').onRef('person.id', '=', 'relation.personId'),
    )
    .select(['relation.carerId', 'relation.personId', 'relation.relation', 'person.name'])
    .where('relation.countyCode', '=', context.county)
    .where('relation.carerId', 'in', carerIds)
    .orderBy('person.nameSort')
    .execute()
}

/** Both the employer and who pays the wage must be the contractor itself. */
async function objectionsToEmployment(
  context: Context,
  { organisationId, employer, wagePayer }: Pick<Adding, 'organisationId' | 'employer' | 'wagePayer'>,
): Promise<Reason[]> {
  if (organisationId === null) return []
  const { name } = await findProvider(context, organisationId)
  const policy = await context.policyOn(context.today)
  const rule = policy.find<'forbidden' | 'allowed'>('contract.subcontracting')
  const named = [employer, wagePayer].filter((each) => each !== '')
  return named.flatMap((each) => objectionsToCarerEmployer(each, name, rule)).slice(0, 1)
}

/** Looked for in the whole county: the other contractor's carers are not in this actor's sight. */
async function requireFree(context: Context, { name, from }: Adding, index: Buffer): Promise<void> {
  const county = { kind: 'county' as const, counties: [context.county], ids: [] }
  const elsewhere = await context.within(county, () =>
    db(context)
      .selectFrom('providers.carer as carer')
      .leftJoin('providers.provider as provider', (join) =>
        join
          .onRef('provider.countyCode', '=', 'carer.countyCode')
          .onRef('provider.organisationId', '=', 'carer.organisationId'),
      )
      .select(['carer.fromOn', 'provider.name'])
      .where('carer.countyCode', '=', context.county)
      .where('carer.idIndex', '=', index)
      .where((row) => row.or([row('carer.toOn', 'is', null), row('carer.toOn', '>=', from)]))
      .executeTakeFirst(),
  )
  if (!elsewhere) return
  const policy = await context.policyOn(context.today)
  const rule = policy.find('contract.subcontracting')
  const message = carerElsewhereText(name, { name: elsewhere.name ?? '乡镇（指定照料护理人）', from: elsewhere.fromOn })
  requireNone([{ code: 'carer_elsewhere', message, ...(rule ? { citations: rule.citations } : {}) }])
}
