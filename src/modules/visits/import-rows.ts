/** One row of a sheet as a visit, or what is wrong with it in words. Pure. */
import { dateText, instant, monthOf, monthText, PlainDate, type Instant } from '#kernel/calendar.ts'
import { type Column, columnTitles } from './import-columns.ts'
import { type Confirmation, NewVisit } from './shapes.ts'
import { confirmationText, contentText, serviceText } from './words.ts'

export interface Fault {
  column: string
  message: string
}
export type Cells = Partial<Record<Column, string>>

export interface RosterPerson {
  personId: string
  month: string
  name: string
  lineNo: number
  township: string
  village: string
}
export interface KnownCarer {
  id: string
  name: string
  from: PlainDate
  to: PlainDate | null
}
export interface Surroundings {
  /** Lines of the provider's own rosters by name. */
  persons: ReadonlyMap<string, readonly RosterPerson[]>
  carers: ReadonlyMap<string, readonly KnownCarer[]>
  today: PlainDate
  newId(): string
}

export type Read = { visit: NewVisit; faults: [] } | { visit: undefined; faults: Fault[] }

/** Notes what is wrong and goes on, so that one look shows everything. */
class Faults {
  readonly list: Fault[] = []
  add(column: Column, message: string): undefined {
    this.list.push({ column: columnTitles[column], message })
    return undefined
  }
}

export function readRow(cells: Cells, around: Surroundings): Read {
  const faults = new Faults()
  const day = readDay(cells, around.today, faults)
  const startedAt = readTime(cells, 'from', day, faults)
  const endedAt = readTime(cells, 'to', day, faults)
  if (startedAt && endedAt && endedAt < startedAt) faults.add('to', `结束时间${cells.to}早于开始时间${cells.from}`)
  const personId = day && readPerson(cells, day, around, faults)
  const carerId = day && readCarer(cells, day, around, faults)
  const position = readPosition(cells, faults)
  const services = readCodes(cells, 'services', serviceText, faults)
  const contents = readCodes(cells, 'contents', contentText, faults)
  const confirmation = readConfirmation(cells, faults)
  if (faults.list.length > 0 || !startedAt || !endedAt || !personId || !carerId)
    return { visit: undefined, faults: faults.list }
  const parsed = NewVisit.safeParse({
    id: around.newId(),
    personId,
    carerId,
    startedAt,
    endedAt,
    position,
    services,
    contents,
    confirmation,
    confirmedBy: cells.confirmedBy ?? '',
    cardScanned: /^(是|有|已扫|√|✓|1|true)$/i.test(cells.card ?? ''),
    note: cells.note ?? '',
  })
  if (parsed.success) return { visit: parsed.data, faults: [] }
  return { visit: undefined, faults: parsed.error.issues.map(({ message }) => ({ column: '', message })) }
}

function readDay(cells: Cells, today: PlainDate, faults: Faults): PlainDate | undefined {
  const text = cells.day ?? ''
  if (text === '') return faults.add('day', '日期是空的')
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d.*)?$/.exec(text.normalize('NFKC')) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const [, year = '', month = '', day = ''] = parts ?? []
  const parsed = PlainDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (!parsed.success) return faults.add('day', `“${text}”不是日期，应写成2023-08-20`)
  if (parsed.data > today) return faults.add('day', `${dateText(parsed.data)}还没有到`)
  return parsed.data
}

function readTime(
  cells: Cells,
  column: 'from' | 'to',
  day: PlainDate | undefined,
  faults: Faults,
): Instant | undefined {
  const text = (cells[column] ?? '').normalize('NFKC').trim()
  if (text === '') return faults.add(column, `${columnTitles[column]}是空的`)
  const [, hour = '', minute = ''] =
    /(?:^|\s)(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*分|:\d{1,2}(?:\.\d+)?)?$/.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59)
    return faults.add(column, `“${text}”不是时间，应写成9:02`)
  return day ? instant(`${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00+08:00`) : undefined
}

function readPerson(cells: Cells, day: PlainDate, { persons }: Surroundings, faults: Faults): string | undefined {
  const name = cells.person ?? ''
  if (name === '') return faults.add('person', '姓名是空的')
  const month = monthOf(day)
  const onRoster = (persons.get(name) ?? []).filter((each) => each.month === month)
  if (onRoster.length === 0)
    return faults.add('person', `${monthText(month)}本机构的名册上没有“${name}”，请核对姓名和日期`)
  const matching = onRoster.filter(
    (each) =>
      (!cells.lineNo || each.lineNo === Number(cells.lineNo)) &&
      (!cells.township || each.township === cells.township) &&
      (!cells.village || each.village === cells.village),
  )
  const [first, second] = matching
  if (!first) {
    const there = onRoster.map((each) => `第${each.lineNo}号 ${each.township}${each.village}`).join('；')
    return faults.add('person', `“${name}”的序号或住址与名册不符，名册上是：${there}`)
  }
  if (second)
    return faults.add(
      'person',
      `名册上有${matching.length}个“${name}”，请加填名册序号（${matching.map(({ lineNo }) => lineNo).join('、')}）`,
    )
  return first.personId
}

function readCarer(cells: Cells, day: PlainDate, { carers }: Surroundings, faults: Faults): string | undefined {
  const name = cells.carer ?? ''
  if (name === '') return faults.add('carer', '服务人员是空的')
  const all = carers.get(name) ?? []
  const there = all.filter(({ from, to }) => from <= day && (to === null || day <= to))
  const [first, second] = there.length > 0 ? there : all
  if (!first) return faults.add('carer', `本机构没有登记服务人员“${name}”，请先登记`)
  if (second)
    return faults.add(
      'carer',
      `本机构有${there.length || all.length}名服务人员叫“${name}”，表格不能区分，请用手机或接口上传`,
    )
  return first.id
}

function readPosition(cells: Cells, faults: Faults) {
  const given = (['longitude', 'latitude', 'datum'] as const).filter((column) => (cells[column] ?? '') !== '')
  if (given.length === 0) return null
  if (given.length < 3) {
    faults.add('longitude', '经度、纬度、坐标系要同时填写')
    return null
  }
  const [longitude, latitude] = [Number(cells.longitude), Number(cells.latitude)]
  if (!(longitude >= 70 && longitude <= 140)) faults.add('longitude', `经度“${cells.longitude}”应在70到140之间`)
  if (!(latitude >= 15 && latitude <= 55)) faults.add('latitude', `纬度“${cells.latitude}”应在15到55之间`)
  const datum = (cells.datum ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const datums: Record<string, 'WGS-84' | 'GCJ-02'> = { WGS84: 'WGS-84', GCJ02: 'GCJ-02' }
  if (!datums[datum]) faults.add('datum', `坐标系“${cells.datum}”应为WGS-84或GCJ-02`)
  const accuracy = /^\d+(\.\d+)?$/.test(cells.accuracy ?? '') ? Math.round(Number(cells.accuracy)) : null
  return { longitude, latitude, datum: datums[datum], accuracy }
}

/** Chinese names or codes, with 、 or ， between. */
function readCodes(
  cells: Cells,
  column: 'services' | 'contents',
  titles: Readonly<Record<string, string>>,
  faults: Faults,
): string[] {
  const byTitle = new Map(
    Object.entries(titles).flatMap(([code, title]) => [[title, code] as const, [code, code] as const]),
  )
  const words = (cells[column] ?? '').split(/[、,，;；\s]+/).filter((word) => word !== '')
  const unknown = words.filter((word) => !byTitle.has(word))
  if (unknown.length > 0)
    faults.add(column, `没有“${unknown.join('、')}”这一项，应为：${Object.values(titles).join('、')}`)
  return [...new Set(words.flatMap((word) => byTitle.get(word) ?? []))]
}

function readConfirmation(cells: Cells, faults: Faults): Confirmation {
  const text = cells.confirmation ?? ''
  if (text === '' || text === '无') return 'none'
  const kinds: Confirmation[] = ['signature', 'code', 'voice', 'neighbour', 'none']
  const found = kinds.find((kind) => confirmationText[kind] === text || kind === text)
  if (!found)
    faults.add('confirmation', `确认方式“${text}”应为：${kinds.map((kind) => confirmationText[kind]).join('、')}`)
  return found ?? 'none'
}
