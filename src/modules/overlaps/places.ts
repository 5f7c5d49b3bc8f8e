/** Townships and villages as lists write them: under today's names, under old ones, or not known here. */
import { areaFinder, type KnownArea } from '#modules/persons/index.ts'

export interface AreaRow {
  id: string
  level: string
  name: string
  parentId: string | null
  successorId: string | null
}

/** `old`: the village goes by another name today. */
export interface PlaceFound {
  how: 'exact' | 'old' | 'unknown' | 'missing'
  village: string | undefined
  township: string | undefined
}

export interface Places {
  find(township: string, village: string, address: string): PlaceFound
  /** The area that stands today where this one stood. */
  today(areaId: string): string
}

const nowhere: PlaceFound = { how: 'missing', village: undefined, township: undefined }
const inAddress = /([^省市县区旗]{1,8}?(?:镇|乡|街道|苏木))?([^镇乡]{1,10}?(?:村委会|居委会|社区|嘎查|村))/u

export function placesOf(areas: readonly AreaRow[]): Places {
  const of = (level: string) => areas.filter((area) => area.level === level).map(knownArea)
  const [townships, villages] = [areaFinder(of('township')), areaFinder(of('village'))]
  const known = new Map<string, PlaceFound>()
  const find = (township: string, village: string): PlaceFound => {
    const town = township === '' ? undefined : townships(township)
    const townId = town && 'area' in town ? town.area.id : undefined
    if (village === '') return townId ? { how: 'missing', village: undefined, township: townId } : nowhere
    const match = villages(village, townId)
    if (!('area' in match)) return { how: 'unknown', village: undefined, township: townId }
    const { id, parentId } = match.area
    return { how: match.kind === 'exact' ? 'exact' : 'old', village: id, township: parentId ?? townId }
  }
  const kept = (township: string, village: string): PlaceFound => {
    const key = `${township}|${village}`
    const found = known.get(key) ?? find(township, village)
    known.set(key, found)
    return found
  }
  return {
    today: todayIn(areas),
    find(township, village, address) {
      if (village !== '' || address === '') return kept(township, village)
      const [, town = '', place = ''] = inAddress.exec(address) ?? []
      return kept(township || town, place)
    },
  }
}

const knownArea = ({ id, name, parentId, successorId }: AreaRow): KnownArea => ({
  id,
  name,
  ...(parentId ? { parentId } : {}),
  ...(successorId ? { successorId } : {}),
})

function todayIn(areas: readonly AreaRow[]): Places['today'] {
  const successors = new Map(areas.flatMap(({ id, successorId }) => (successorId ? [[id, successorId] as const] : [])))
  return (areaId) => {
    let current = areaId
    for (let steps = 0; steps < 20; steps += 1) current = successors.get(current) ?? current
    return current
  }
}
