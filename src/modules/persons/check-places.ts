/** The five levels of area: this county or not, township and village as the county knows them today. */
import type { AreaMatch, KnownArea } from './area-names.ts'
import { type Field, fieldTitle } from './fields.ts'
import type { Draft } from './import-faults.ts'
import { note, type RowReader, textOf } from './row-reader.ts'
import type { Surroundings } from './surroundings.ts'
import { withoutBlanks } from './table.ts'

type Places = Pick<Draft, 'townshipId' | 'villageId'>
const listOf: Partial<Record<Field, string>> = { township: '乡镇（街道）名录', village: '村（居）名录' }
const quoted = (areas: readonly KnownArea[]): string => areas.map((area) => `“${area.name}”`).join('或')

function noteUnknown(
  reader: RowReader,
  field: Field,
  written: string,
  match: { nearest: readonly KnownArea[]; county: string },
) {
  const [first, second] = match.nearest
  const question = first ? `，是否指${quoted(match.nearest)}？` : '。请核对，或先在名录中登记。'
  const message = `“${written}”不在${match.county}的${listOf[field] ?? '名录'}中${question}`
  const only = first && !second ? { proposal: { value: first.name, title: `改为${first.name}` } } : {}
  note(reader, field, { code: 'area_unknown', message, severity: 'error', ...only })
}

function noteMatch(reader: RowReader, field: Field, written: string, match: AreaMatch): KnownArea | undefined {
  if (match.kind === 'alias') {
    const message = `“${written}”按名录中的“${match.area.name}”读取。`
    note(reader, field, { code: 'area_alias', message, severity: 'info' })
  }
  if (match.kind === 'several') {
    const message = `名录中有${match.areas.length}个“${written}”，无法确定是哪一个。请写明${fieldTitle.township}。`
    note(reader, field, { code: 'area_several', message, severity: 'error' })
  }
  return match.kind === 'exact' || match.kind === 'alias' ? match.area : undefined
}

function noteCounty(reader: RowReader, surroundings: Surroundings): void {
  const county = withoutBlanks(textOf(reader, 'county'))
  if (county === '') return
  reader.values.county = surroundings.countyName
  const own = [surroundings.countyName, ...(surroundings.countyAliases ?? [])]
  if (own.some((name) => county.endsWith(name))) return
  const message = `“${county}”不是${surroundings.countyName}。外县人员不能在本县登记，请从文件中移出，或核对区划。`
  note(reader, 'county', { code: 'other_county', message, severity: 'error' })
}

/** 山东省/聊城市/莘县/古城镇/示例一村: the last two parts, where the file has no columns of their own. */
function written(reader: RowReader): { township: string; village: string } {
  const path = textOf(reader, 'areaPath')
    .split(/[/\\>、，,\-\s]+/)
    .filter((part) => part !== '')
  const township = withoutBlanks(textOf(reader, 'township'))
  const village = withoutBlanks(textOf(reader, 'village'))
  return { township: township || (path.at(-2) ?? ''), village: village || (path.at(-1) ?? '') }
}

/** 山东省聊城市莘县古城镇示例一村 in the village's cell is the village after the township's name. */
function afterTownship(village: string, township: string): string {
  const place = township === '' ? -1 : village.indexOf(township)
  const rest = place < 0 ? '' : village.slice(place + township.length)
  return rest === '' ? village : rest
}

function noteElsewhere(reader: RowReader, village: KnownArea, township: KnownArea | undefined): void {
  const message = `“${village.name}”不属于“${township?.name ?? ''}”。请核对乡镇（街道）和村（居）。`
  note(reader, 'village', { code: 'area_elsewhere', message, severity: 'error' })
}

const noneInside = (villages: readonly KnownArea[], township: KnownArea | undefined): township is KnownArea =>
  township !== undefined && villages.every(({ parentId }) => parentId !== township.id)

/** Several of the name, none in the township that was written: asking for the township again would mislead. */
function noteOnlyElsewhere(reader: RowReader, name: string, given: { township: KnownArea; count: number }): void {
  const message = `“${given.township.name}”的名录中没有“${name}”，其他${fieldTitle.township}有${given.count}个。请核对${fieldTitle.township}和村（居）。`
  note(reader, 'village', { code: 'area_elsewhere', message, severity: 'error' })
}

function readTownship(reader: RowReader, text: string, surroundings: Surroundings): KnownArea | undefined {
  if (text === '') return undefined
  reader.written.township ??= text
  const match = surroundings.findTownship(text)
  if (match.kind === 'unknown') {
    noteUnknown(reader, 'township', text, { nearest: match.nearest, county: surroundings.countyName })
  }
  return noteMatch(reader, 'township', text, match)
}

function readVillage(
  reader: RowReader,
  text: string,
  around: { township: KnownArea | undefined; surroundings: Surroundings },
) {
  if (text === '') return undefined
  reader.written.village ??= text
  const name = afterTownship(text, around.township?.name ?? '')
  const match = around.surroundings.findVillage(name, around.township?.id)
  if (match.kind === 'elsewhere') noteElsewhere(reader, match.area, around.township)
  if (match.kind === 'several' && noneInside(match.areas, around.township)) {
    noteOnlyElsewhere(reader, name, { township: around.township, count: match.areas.length })
    return undefined
  }
  if (match.kind === 'unknown') {
    noteUnknown(reader, 'village', name, { nearest: match.nearest, county: around.surroundings.countyName })
  }
  return noteMatch(reader, 'village', name, match)
}

export function readPlaces(reader: RowReader, surroundings: Surroundings): Places {
  noteCounty(reader, surroundings)
  const text = written(reader)
  const township = readTownship(reader, text.township, surroundings)
  // A wrong township would make every village of it wrong too: one fault is enough.
  if (text.township !== '' && !township) return { townshipId: undefined, villageId: undefined }
  const village = readVillage(reader, text.village, { township, surroundings })
  if (township) reader.values.township = township.name
  if (village) reader.values.village = village.name
  return { townshipId: township?.id ?? village?.parentId, villageId: village?.id }
}
