/** What is in force: lists, one key in full, documents, conflicts, comparison. */
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { citedWords, documentStatus, mayCite, ownDocuments, wholeText } from './cited.ts'
import { policy } from './contract.ts'
import type { DocumentRow, ValueRow } from './shapes.ts'
import { countyPolicy, readingFor } from './county.ts'
import { changeDays, historyOf } from './history.ts'
import type { PolicyReading } from './in-force.ts'
import { keys, topics } from './keys.ts'
import { combineText } from './keys/types.ts'
import { beyondOf, conflictsOf, lineOf, matches, reportedText, rowOf, stepOf } from './lines.ts'
import { leftToCounty } from './delegated.ts'
import { documentsOf, type PolicyDocument } from './pack-set.ts'
import { releasePacks } from './release.ts'
import { same } from './same.ts'
import { noteInWords } from './words.ts'

interface Asked {
  area?: string | undefined
  day?: PlainDate | undefined
  knownAt?: Instant | undefined
  withDrafts?: boolean | undefined
}

async function draftNames(): Promise<string[]> {
  const documents = documentsOf((await releasePacks()).packs).values()
  return [...documents].filter(({ status }) => status === 'draft').map(({ key }) => key)
}

const dayAsked = (context: Context, { day }: Asked): PlainDate => day ?? context.today

export async function readingAsked(context: Context, asked: Asked): Promise<PolicyReading> {
  const { area, knownAt, withDrafts } = asked
  return readingFor(context, dayAsked(context, asked), area ?? context.county, {
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(withDrafts ? { simulate: await draftNames() } : {}),
  })
}

const allKeys = topics.flatMap((topic) => topic.keys)
const rowsOf = (reading: PolicyReading): ValueRow[] => allKeys.map((key) => rowOf(reading.explain(key)))
const isSet = ({ status }: ValueRow): boolean => status === '在用' || status === '本系统默认' || status === '试算'

export const queries = part(policy, {
  async inForce(context, input) {
    const reading = await readingAsked(context, input)
    const { topic, search = '', withUnset = false } = input
    const found = rowsOf(reading).filter((row) => (withUnset || isSet(row)) && matches(row, search))
    const rows = found.filter((row) => topic === undefined || row.topic === topic)
    return {
      area: reading.area,
      areaName: reading.chain.at(-1)?.name ?? '',
      day: reading.on,
      topics: topics.map(({ topic: name, title }) => ({
        topic: name,
        title,
        count: found.filter((row) => row.topic === name).length,
      })),
      rows,
      total: rows.length,
      drafts: [...reading.simulated],
      at: context.now,
    }
  },

  async delegated(context) {
    const reading = await readingAsked(context, {})
    const rows = allKeys.map((key) => reading.explain(key)).filter(({ value }) => leftToCounty(value))
    return { rows: rows.map(rowOf), total: rows.length }
  },

  async value(context, input) {
    const reading = await readingAsked(context, input)
    if (!keys[input.key]) return refuseKey(input.key)
    const explained = reading.explain(input.key, input.scope)
    const place = input.area ?? context.county
    const own = await countyPolicy(context, context.county === '000000' ? place : context.county, place)
    const days = changeDays(input.key, await releasePacks(), own)
    const readings = new Map<PlainDate, PolicyReading>()
    for (const day of days) readings.set(day, await readingAsked(context, { ...input, day }))
    const steps = historyOf(days, (day) => (readings.get(day) ?? reading).explain(input.key, input.scope))
    const clauses = []
    for (const citation of explained.citations) clauses.push(await citedWords(context, citation, reading.on))
    return {
      row: rowOf(explained),
      combine: combineText[explained.combine],
      setBy: explained.setBy,
      note: noteInWords(explained.note ?? ''),
      says: explained.says ?? '',
      position: explained.position ?? '',
      clauses,
      decided: explained.decided.map(lineOf),
      passedOver: explained.passedOver.map(lineOf),
      waiting: explained.waiting.map(lineOf),
      conflicts: conflictsOf(explained),
      reported: explained.reported.map(reportedText),
      history: steps.map(stepOf),
      usedBy: await usedBy(context, input.key, reading.on),
    }
  },

  citation: (context, { day, ...asked }) => citedWords(context, asked, day ?? context.today),
  text: (context, { day, ...asked }) => wholeText(context, asked, day ?? context.today),

  async documents(context, input) {
    const day = dayAsked(context, input)
    const reading = await readingAsked(context, input)
    const { search = '' } = input
    const own = await countyPolicy(context, context.county === '000000' ? reading.area : context.county, reading.area)
    const chain = new Map(reading.chain.map(({ area, name }) => [area, name]))
    const set = await releasePacks()
    const ofPacks = [...documentsOf(set.packs).values()]
      .filter(({ area, status }) => chain.has(area) || (input.withDrafts && status === 'draft'))
      .map((document) => packDocument(document, { day, names: chain, knownSince: own.knownSince }))
    const ofCounty = (await ownDocuments(context, context.county)).map(
      (row): DocumentRow => ({
        key: row.name,
        title: row.title,
        number: row.number,
        issuers: row.issuers,
        status: documentStatus({ ...row, from: row.effectiveFrom, to: row.effectiveTo ?? undefined }, day),
        statusChecked: null,
        issuedOn: row.issuedOn,
        effectiveFrom: row.effectiveFrom,
        effectiveTo: row.effectiveTo,
        dayStated: true,
        area: row.area,
        areaName: chain.get(row.area) ?? '',
        basis: [],
        hasText: row.text !== '',
        mayCite: mayCite({ ...row, from: row.effectiveFrom, to: row.effectiveTo ?? undefined }, day),
        origin: 'county',
        knownSince: row.registeredAt,
        fileId: row.fileId,
        note: row.edition > 1 ? `第${row.edition}次登记` : '',
      }),
    )
    const rows = [...ofCounty, ...ofPacks].filter(({ key, title, issuers }) =>
      [key, title, ...issuers].join(' ').includes(search),
    )
    return { rows, total: rows.length, at: context.now }
  },

  async conflicts(context, input) {
    const reading = await readingAsked(context, input)
    const explained = allKeys.map((key) => reading.explain(key))
    const rows = explained.flatMap(conflictsOf)
    const beyond = explained.flatMap(beyondOf)
    return { rows, beyond, total: rows.length + beyond.length, at: context.now }
  },

  async compare(context, { one, other, onlyDifferent = true }) {
    const [first, second] = [await readingAsked(context, one), await readingAsked(context, other)]
    const all = allKeys.map((key) => {
      const [left, right] = [first.explain(key), second.explain(key)]
      return { key, title: left.title, one: rowOf(left), other: rowOf(right), same: same(left.value, right.value) }
    })
    const either = all.filter((row) => isSet(row.one) || isSet(row.other))
    const rows = onlyDifferent ? either.filter((row) => !row.same) : either
    const tried = first.simulated.length + second.simulated.length > 0
    return {
      rows,
      total: rows.length,
      different: either.filter((row) => !row.same).length,
      mark: tried ? '试算，不是决定' : '',
    }
  },

  async keys(context, { area }) {
    const reading = await readingAsked(context, { area })
    return topics.flatMap(({ topic, keys: ofTopic }) =>
      ofTopic.flatMap((key) => {
        const declaration = keys[key]
        if (!declaration) return []
        const { title, unit = '', setBy, type } = declaration
        const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
        return [{ key, title, topic, unit, setBy, present: reading.explain(key).value ?? null, schema }]
      }),
    )
  },
})

function refuseKey(key: string): never {
  return refuse('not_found', 'key', `没有“${key}”这个事项。请从列表中选择`)
}

interface About {
  day: PlainDate
  names: ReadonlyMap<string, string>
  knownSince: ReadonlyMap<string, Instant>
}

function packDocument(document: PolicyDocument, { day, names, knownSince }: About): DocumentRow {
  const { key, title, number, issuers, status, effective, area, basis, text, note } = document
  return {
    key,
    title,
    number: number ?? '',
    issuers,
    status: documentStatus({ name: key, status, from: effective.from, to: effective.to }, day),
    statusChecked: document.status_checked,
    issuedOn: document.issued,
    effectiveFrom: effective.from,
    effectiveTo: effective.to ?? null,
    dayStated: effective.stated,
    area,
    areaName: names.get(area) ?? '',
    basis,
    hasText: text !== undefined,
    mayCite: mayCite({ name: key, status, from: effective.from, to: effective.to }, day),
    origin: 'pack',
    knownSince: knownSince.get(key) ?? null,
    fileId: null,
    note: noteInWords(note ?? ''),
  }
}

/** 用到它的, as each module counts it. */
export async function usedBy(context: Context, key: string, day: PlainDate) {
  const all = new Map<string, number>()
  for (const module of context.modules) {
    for (const { title, count } of (await module.concernedBy?.(context, key, day)) ?? []) {
      all.set(title, (all.get(title) ?? 0) + count)
    }
  }
  return [...all].map(([title, count]) => ({ title, count }))
}
