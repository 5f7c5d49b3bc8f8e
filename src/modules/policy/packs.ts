/** Reads all policy packs of a folder. One bad file and nothing is loaded: a half-read policy would decide wrongly in silence. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { AreaEntry } from './pack-form.ts'
import type { Pack, PackSet } from './pack-set.ts'
import { readCases, readLayout, readOwnDocuments, readPackHead, readTopic } from './pack-topics.ts'
import { addFault, PackFault, readAs, type YamlFile, yamlFile } from './yaml-file.ts'

export type { Pack, PackSet, PolicyCase, PolicyDocument } from './pack-set.ts'
export { type Fault, faultText, PackFault } from './yaml-file.ts'

interface Source {
  path: string
  text: string
}

/** Throws a PackFault that holds every fault of every file. */
export async function readPacks(folder: string): Promise<PackSet> {
  return packSetOf(await sourcesIn(folder, basename(folder)))
}

async function sourcesIn(folder: string, shown: string): Promise<Source[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const sources: Source[] = []
  for (const entry of sorted) {
    const path = `${shown}/${entry.name}`
    if (entry.isDirectory()) sources.push(...(await sourcesIn(join(folder, entry.name), path)))
    else if (/\.(yaml|txt)$/.test(entry.name)) {
      sources.push({ path, text: await readFile(join(folder, entry.name), 'utf8') })
    }
  }
  return sources
}

/** Packs from file contents, wherever they come from: the folder, an upload, the database. */
export function packSetOf(sources: readonly Source[]): PackSet {
  const texts = Object.fromEntries(
    sources
      .filter(({ path }) => /\/texts\/[^/]+\.txt$/.test(path))
      .map(({ path, text }) => [basename(path, '.txt'), text]),
  )
  const files = new Map<string, YamlFile>()
  for (const { path, text } of sources) if (path.endsWith('.yaml')) files.set(path, yamlFile(path, text))
  const areas = areasOf([...files.values()])
  const packs = packsOf(files, texts, areas)
  for (const pack of packs) pack.sources.push(...sources.filter(({ path }) => path.startsWith(`${pack.folder}/`)))

  const faults = [...files.values()].flatMap((file) => file.faults)
  if (packs.length === 0 && faults.length === 0) {
    faults.push({ file: 'packs', line: 1, column: 1, key: '(文件夹)', expected: '至少一个政策包', found: '没有' })
  }
  if (faults.length > 0) throw new PackFault(faults)
  return { packs, areas, texts }
}

function areasOf(files: readonly YamlFile[]): AreaEntry[] {
  const yaml = files.find(({ file }) => /^[^/]+\/areas\.yaml$/.test(file))
  return yaml && yaml.faults.length === 0 ? (readAs(yaml, [], z.array(AreaEntry, '列表'), yaml.data) ?? []) : []
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'))

function packsOf(files: ReadonlyMap<string, YamlFile>, texts: PackSet['texts'], areas: AreaEntry[]): Pack[] {
  const heads = [...files.values()].filter(({ file, faults }) => file.endsWith('/pack.yaml') && faults.length === 0)
  const packs = heads.flatMap((yaml) => readPackHead(yaml, folderOf(yaml.file)) ?? [])
  for (const pack of packs) {
    for (const yaml of files.values()) {
      if (yaml.file.startsWith(`${pack.folder}/`) && !yaml.file.endsWith('/pack.yaml')) readOwnDocuments(pack, yaml)
    }
  }
  const documents = new Set(packs.flatMap((pack) => pack.documents.map(({ key }) => key)))
  for (const pack of packs) {
    const head = files.get(`${pack.folder}/pack.yaml`)
    if (head) checkHead(head, pack, { packs, texts, areas })
    for (const yaml of files.values()) {
      if (yaml !== head && yaml.file.startsWith(`${pack.folder}/`)) readFileOf({ pack, yaml, documents })
    }
  }
  const known = new Set(packs.map(({ folder }) => folder))
  for (const yaml of files.values()) checkBelongs(yaml, known)
  return packs
}

function readFileOf(reading: { pack: Pack; yaml: YamlFile; documents: ReadonlySet<string> }): void {
  const { pack, yaml } = reading
  if (yaml.faults.length > 0) return
  const name = yaml.file.slice(pack.folder.length + 1)
  if (name.startsWith('forms/')) readLayout(reading, 'forms')
  else if (name.startsWith('tables/')) readLayout(reading, 'tables')
  else if (name.endsWith('.cases.yaml')) readCases(reading)
  else readTopic(reading, basename(name, '.yaml'))
}

function checkHead(
  yaml: YamlFile,
  pack: Pack,
  all: { packs: Pack[]; texts: PackSet['texts']; areas: AreaEntry[] },
): void {
  if (!basename(pack.folder).startsWith(`${pack.area}-`)) {
    addFault(yaml, ['area'], `文件夹名开头的${basename(pack.folder).slice(0, 6)}`, pack.area)
  }
  const entry = all.areas.find(({ area }) => area === pack.area)
  if (!entry) addFault(yaml, ['area'], '列在areas.yaml中的区划', pack.area)
  else if (entry.parent !== pack.parent) {
    addFault(yaml, ['parent'], `与areas.yaml一致（${entry.parent}）`, String(pack.parent))
  } else if (entry.level !== pack.level) addFault(yaml, ['level'], `与areas.yaml一致（${entry.level}）`, pack.level)
  for (const document of pack.documents) {
    const path = ['documents', document.key]
    if (document.text !== undefined && !(document.text in all.texts)) {
      addFault(yaml, [...path, 'text'], `已登记的全文texts/${document.text}.txt`, '没有该文件')
    }
    const twice = all.packs.some((other) => other !== pack && other.documents.some(({ key }) => key === document.key))
    if (twice) addFault(yaml, path, '每个文件只登记一次', '另一个政策包已登记')
  }
}

/** What lies in what, and the holidays (kernel/holidays.ts reads them). */
const besidePacks: readonly string[] = ['areas.yaml', 'holidays.yaml']

/** Another file beside the packs would silently never be read. */
function checkBelongs(yaml: YamlFile, folders: ReadonlySet<string>): void {
  const parts = yaml.file.split('/')
  if (parts.length <= 2 && besidePacks.includes(parts.at(-1) ?? '')) return
  const folder = parts.slice(0, 2).join('/')
  if (!folders.has(folder) && yaml.faults.length === 0 && parts.at(-1) !== 'pack.yaml') {
    addFault(yaml, [], '政策包文件夹（含pack.yaml）中的文件', '不属于任何政策包')
  }
}
