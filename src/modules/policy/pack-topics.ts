/** Reading the files of one pack: values, duties, delegations, forms, tables, cases. */
import * as z from 'zod'
import type { Citation } from '#kernel/policy.ts'
import { citationsOf } from './citing.ts'
import type { Combine } from './keys/types.ts'
import { keys } from './keys.ts'
import {
  CaseEntry,
  DelegationEntry,
  DocumentEntry,
  DutyEntry,
  FormEntry,
  PackEntry,
  type Stands,
  TableEntry,
  ValueEntry,
} from './pack-form.ts'
import type { Layout, Pack, Rule } from './pack-set.ts'
import { addFault, type Path, readAs, type YamlFile } from './yaml-file.ts'

/** How a value may stand under a key of each way of combining; anything else contradicts the declaration. */
export const standsAllowed: Record<Combine, readonly Stands[]> = {
  replace: ['sets'],
  floor: ['floor'],
  ceiling: ['ceiling'],
  union: ['sets', 'adds'],
  all: ['sets', 'adds', 'floor'],
  forbid: ['forbids'],
  conflict: ['sets'],
  intersect: ['sets'],
}

const Rows = z.array(z.unknown(), '列表')
const Fields = z.record(z.string(), z.unknown(), '分字段的值')

interface Entry {
  cite?: string | string[] | undefined
  quote?: string | string[] | undefined
  says?: string | undefined
  checked?: boolean | undefined
  origin?: 'ours' | undefined
  position?: string | undefined
  note?: string | undefined
}
interface Reading {
  pack: Pack
  yaml: YamlFile
  documents: ReadonlySet<string>
}

export function readPackHead(yaml: YamlFile, folder: string): Pack | undefined {
  const head = readAs(yaml, [], PackEntry, yaml.data)
  if (!head) return undefined
  const { area, title, level, parent } = head
  const documents = Object.entries(head.documents).map(([key, document]) => ({ key, area, ...document }))
  const empty = { values: [], duties: [], delegations: [], forms: [], tables: [], cases: [], sources: [] }
  return { folder, area, title, level, parent, documents, ...empty }
}

const Documents = z.record(z.string(), DocumentEntry)

/** A topic file that stands alone (a county's export) brings the documents it cites with it. */
export function readOwnDocuments(pack: Pack, yaml: YamlFile): void {
  const fields = Fields.safeParse(yaml.data)
  if (!fields.success || fields.data['documents'] === undefined) return
  const documents = readAs(yaml, ['documents'], Documents, fields.data['documents']) ?? {}
  for (const [key, document] of Object.entries(documents)) pack.documents.push({ key, area: pack.area, ...document })
}

function ruleOf(reading: Reading, path: Path, entry: Entry): Omit<Rule, 'force' | 'from' | 'to'> {
  const { pack, yaml, documents } = reading
  return {
    area: pack.area,
    level: pack.level,
    place: { file: yaml.file, ...yaml.placeOf(path) },
    citations: citationsOf(entry, documents, yaml, path),
    origin: entry.origin ?? 'document',
    ...(entry.says === undefined ? {} : { says: entry.says }),
    ...(entry.checked === undefined ? {} : { checked: entry.checked }),
    ...(entry.note === undefined ? {} : { note: entry.note }),
  }
}

const rowsAt = (yaml: YamlFile, path: Path, data: unknown): unknown[] => readAs(yaml, path, Rows, data) ?? []

export function readTopic(reading: Reading, topic: string): void {
  const fields = readAs(reading.yaml, [], Fields, reading.yaml.data) ?? {}
  for (const [key, data] of Object.entries(fields)) {
    if (key === 'documents') continue
    if (key === 'duties') readDuties(reading, topic, data)
    else if (key === 'delegations') readDelegations(reading, data)
    else if (keys[key]) readValues(reading, key, data)
    else addFault(reading.yaml, [key], '已声明的参数（docs/pack-keys.md）', `未声明的参数${key}`)
  }
}

function readValues(reading: Reading, key: string, data: unknown): void {
  const declaration = keys[key]
  if (!declaration) return
  for (const [index, row] of rowsAt(reading.yaml, [key], data).entries()) {
    const path = [key, index]
    const entry = readAs(reading.yaml, path, ValueEntry, row)
    if (!entry) continue
    const value = readAs(reading.yaml, [...path, 'value'], declaration.type, entry.value)
    const allowed = standsAllowed[declaration.combine]
    if (!allowed.includes(entry.stands)) {
      addFault(reading.yaml, [...path, 'stands'], `${allowed.join('或')}（${declaration.title}）`, entry.stands)
    }
    checkParts(reading.yaml, path, entry.value, entry.parts)
    const { from, to, stands, force, scope, parts } = entry
    reading.pack.values.push({
      ...ruleOf(reading, path, entry),
      key,
      from,
      force,
      stands,
      value,
      ...(to ? { to } : {}),
      ...(scope ? { scope } : {}),
      ...(parts ? { parts } : {}),
    })
  }
}

function checkParts(yaml: YamlFile, path: Path, value: unknown, parts: Record<string, unknown> | undefined): void {
  for (const name of Object.keys(parts ?? {})) {
    const known = typeof value === 'object' && value !== null && name in value
    if (!known) addFault(yaml, [...path, 'parts', name], '值中的一个字段', name)
  }
}

function readDuties(reading: Reading, topic: string, data: unknown): void {
  for (const [index, row] of rowsAt(reading.yaml, ['duties'], data).entries()) {
    const path = ['duties', index]
    const entry = readAs(reading.yaml, path, DutyEntry, row)
    if (!entry) continue
    const {
      cite: _,
      quote: _quote,
      says: _says,
      checked: _checked,
      origin: _origin,
      position: _position,
      ...duty
    } = entry
    reading.pack.duties.push({
      ...ruleOf(reading, path, entry),
      id: entry.id,
      topic,
      duty,
      force: entry.force,
      from: entry.from,
      ...(entry.to_day ? { to: entry.to_day } : {}),
    })
  }
}

function readDelegations(reading: Reading, data: unknown): void {
  for (const [index, row] of rowsAt(reading.yaml, ['delegations'], data).entries()) {
    const path = ['delegations', index]
    const entry = readAs(reading.yaml, path, DelegationEntry, row)
    if (!entry) continue
    const { id, key, may_set: maySet, force, from } = entry
    reading.pack.delegations.push({ ...ruleOf(reading, path, entry), id, key, maySet, force, from })
  }
}

export function readLayout(reading: Reading, kind: 'forms' | 'tables'): void {
  const { yaml } = reading
  const body = readAs(yaml, [], kind === 'forms' ? FormEntry : TableEntry, yaml.data)
  if (!body) return
  const name = 'form' in body ? body.form : body.table
  const layout: Layout = { ...ruleOf(reading, [], body), name: String(name), body, force: 'must', from: body.from }
  reading.pack[kind].push(layout)
}

export function readCases(reading: Reading): void {
  const { yaml, pack, documents } = reading
  for (const [index, row] of rowsAt(yaml, [], yaml.data).entries()) {
    const entry = readAs(yaml, [index], CaseEntry, row)
    if (!entry) continue
    const { 情形: title, area, day, ask, given, expect } = entry
    const citations: Citation[] = citationsOf({ cite: entry.cite }, documents, yaml, [index])
    pack.cases.push({
      title,
      area,
      day,
      ask,
      given,
      expect,
      citations,
      place: { file: yaml.file, ...yaml.placeOf([index]) },
    })
  }
}
