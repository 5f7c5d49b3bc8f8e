/** Distance on the ground; the datum is told apart first, or 500 metres come from nowhere. Pure but for gcoord. */
import gcoord from 'gcoord'

export interface Position {
  longitude: number
  latitude: number
  datum: 'WGS-84' | 'GCJ-02'
}

/** The one place that knows gcoord. */
export function inWgs84({ longitude, latitude, datum }: Position): [number, number] {
  if (datum === 'WGS-84') return [longitude, latitude]
  const [east, north] = gcoord.transform<[number, number]>([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
  return [east, north]
}

/** Mean radius of the earth in metres (IUGG). */
const radius = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Whole metres along the great circle (haversine). */
export function metresBetween(from: Position, to: Position): number {
  const [fromEast, fromNorth] = inWgs84(from)
  const [toEast, toNorth] = inWgs84(to)
  const north = Math.sin(radians(toNorth - fromNorth) / 2) ** 2
  const east = Math.sin(radians(toEast - fromEast) / 2) ** 2
  const part = north + Math.cos(radians(fromNorth)) * Math.cos(radians(toNorth)) * east
  return Math.round(2 * radius * Math.asin(Math.min(1, Math.sqrt(part))))
}

/** '412米', '18公里', '2.5公里' */
export function distanceText(metres: number): string {
  if (metres < 1000) return `${metres}米`
  const kilometres = metres < 10_000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000)
  return `${kilometres}公里`
}
