/** A county's entered values as a pack file, and the checking of pack files somebody hands in. Nothing is loaded by checking. */
import { stringify } from 'yaml'
import { addDays } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile, giveFile } from '#platform/file-rows.ts'
import { openZip } from '#platform/documents/zip.ts'
import { part } from '#platform/module.ts'
import { ownDocuments } from './cited.ts'
import { citationFaults } from './clauses.ts'
import { policy } from './contract.ts'
import { countyPolicy } from './county.ts'
import { type Fault, faultText, PackFault, packSetOf } from './packs.ts'
import type { PackSet, PackValue, PolicyCase, PolicyDocument } from './pack-set.ts'
import { releasePacks } from './release.ts'
import type { CountyValue } from './standing.ts'
import { requireCounty } from './county-only.ts'

const largestFile = 4 * 1024 * 1024

interface Source {
  path: string
  text: string
}

export const packFiles = part(policy, {
  async exportPack(context) {
    requireCounty(context)
    const countyValues = untilWithdrawn((await countyPolicy(context, context.county)).countyValues)
    if (countyValues.length === 0)
      return refuse('refused', 'nothing', '本县还没有采用过自己登记的标准，没有可导出的内容')
    const documents = await ownDocuments(context, context.county)
    const bytes = new TextEncoder().encode(packText(countyValues, documents))
    return giveFile(context, { name: `${context.county}-本县标准.yaml`, mediaType: 'application/yaml', bytes })
  },

  async checkPack(context, { file }) {
    const sources = await sourcesOf(context, file)
    const { faults, values, cases } = await checkSources(sources)
    const [first] = faults
    return {
      ok: faults.length === 0,
      sentence: first
        ? `${faultText(first)}。未载入任何内容。`
        : `没有错误：${values.length}个数值，${cases.length}个情形。未载入任何内容。`,
      faults: [...faults],
      values: values.length,
      cases: cases.length,
    }
  },
})

/** A value withdrawn holds until the day before; one that never came to hold is not handed on. */
const untilWithdrawn = (values: readonly CountyValue[]): CountyValue[] =>
  values.flatMap((value) => {
    if (!value.withdrawn) return [value]
    const last = addDays(value.withdrawn.from, -1)
    if (last < value.from) return []
    return [{ ...value, to: value.to !== undefined && value.to < last ? value.to : last }]
  })

type OwnDocument = Awaited<ReturnType<typeof ownDocuments>>[number]

/** Values by key, latest first, as a topic file of a pack has them, with the documents they cite. */
export function packText(values: readonly CountyValue[], documents: readonly OwnDocument[]): string {
  const byKey = [...Map.groupBy(values, ({ key }) => key)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const cited = documents.filter(({ name }) => values.some(({ citation }) => citation.document === name))
  const fields: Record<string, unknown> = Object.fromEntries(byKey.map(([key, ofKey]) => [key, ofKey.map(entryOf)]))
  if (cited.length > 0) fields['documents'] = Object.fromEntries(cited.map((row) => [row.name, documentEntry(row)]))
  return stringify(fields, { lineWidth: 0, aliasDuplicateObjects: false })
}

const entryOf = ({ from, to, stands, force, value, citation }: CountyValue) => ({
  from,
  ...(to === undefined ? {} : { to }),
  stands: stands ?? 'sets',
  force,
  value,
  cite: `${citation.document} ${citation.clause}`,
  quote: citation.quote ?? '',
})

const documentEntry = (row: OwnDocument) => ({
  title: row.title,
  number: row.number || null,
  issuers: row.issuers,
  issued: row.issuedOn,
  effective: { from: row.effectiveFrom, ...(row.effectiveTo ? { to: row.effectiveTo } : {}), stated: true },
  status: row.status,
  status_checked: null,
  basis: [],
})

async function sourcesOf(context: Context, fileId: string): Promise<Source[]> {
  const file = await claimFile(context, fileId, 'policy.checkPack')
  const bytes = await file.bytes()
  if (/\.ya?ml$/i.test(file.name)) return [{ path: file.name, text: decoded(bytes) }]
  const zip = openZip(bytes)
  return [...zip.entries]
    .filter(([name]) => /\.(yaml|txt)$/.test(name))
    .map(([name, entry]) => ({ path: inPacks(name), text: decoded(zip.read(entry, largestFile)) }))
}

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)
/** '371522-shenxian/fees.yaml' and 'packs/371522-shenxian/fees.yaml' mean the same. */
const inPacks = (name: string): string => (name.startsWith('packs/') ? name : `packs/${name}`)

export interface Checked {
  faults: readonly Fault[]
  values: readonly PackValue[]
  documents: readonly PolicyDocument[]
  cases: readonly PolicyCase[]
  /** Packs of this release with the files in their place; undefined when a file is bad. */
  set?: PackSet
}

/**
 * The files as they would stand beside the packs of this release: those of the same area take the place of its pack.
 * A single file is checked as a further topic of the pack whose documents it cites.
 */
export async function checkSources(sources: readonly Source[]): Promise<Checked> {
  const release = await releasePacks()
  const folders = new Set(sources.map(({ path }) => path.split('/').slice(0, 2).join('/')))
  const kept = release.packs.filter(({ folder }) => !folders.has(folder)).flatMap((pack) => pack.sources)
  const beside: Source[] = [
    ...kept,
    ...Object.entries(release.texts).map(([name, text]) => ({ path: `packs/texts/${name}.txt`, text })),
    { path: 'packs/areas.yaml', text: stringify(release.areas) },
  ].filter(({ path }) => !sources.some((source) => source.path === path))
  const added = placed(sources, release.packs)
  const mine = new Set(added.map(({ path }) => path))
  try {
    const set = packSetOf([...beside, ...added])
    const ofFiles = <Placed extends { place: { file: string } }>(all: Placed[]) =>
      all.filter(({ place }) => mine.has(place.file))
    const known = new Set(release.packs.flatMap((pack) => pack.documents.map(({ key }) => key)))
    return {
      set,
      faults: citationFaults(set).filter(({ file }) => mine.has(file)),
      values: ofFiles(set.packs.flatMap((pack) => pack.values)),
      documents: set.packs.flatMap((pack) => pack.documents).filter(({ key }) => !known.has(key)),
      cases: ofFiles(set.packs.flatMap((pack) => pack.cases)),
    }
  } catch (error) {
    if (error instanceof PackFault) return { faults: error.faults, values: [], documents: [], cases: [] }
    throw error
  }
}

/** A lone file goes into the pack that it names by area in its file name, else into the nation's. */
function placed(sources: readonly Source[], packs: readonly { folder: string; area: string }[]): Source[] {
  return sources.map((source) => {
    if (source.path.includes('/')) return source
    const home = packs.find(({ area }) => source.path.startsWith(area))
    return { ...source, path: `${home?.folder ?? 'packs/000000-national'}/${source.path}` }
  })
}
