/** The county one works in and the part of it one looks at; two counties never mix (screens 3.2). */
import { Select } from 'antd'
import { AreaPicker } from '#ui/area-picker.tsx'
import { useMe } from '#ui/me.tsx'
import { useArea, useCounty } from '#ui/place.ts'
import { useAreas } from './areas.ts'

export function AreaSwitcher({ countyOnly }: { countyOnly: boolean }) {
  const me = useMe()
  const { county, setCounty } = useCounty()
  const { area, setArea } = useArea()
  const areas = useAreas(county?.code)
  return (
    <>
      {me.counties.length > 1 ? (
        <Select
          aria-label="县"
          value={county?.code ?? null}
          options={me.counties.map((each) => ({ value: each.code, label: each.name }))}
          onChange={(code: string) => setCounty(code)}
          popupMatchSelectWidth={false}
        />
      ) : (
        <strong>{county?.name}</strong>
      )}
      {!countyOnly && areas.length > 0 && <AreaPicker label="全部范围" areas={areas} value={area} onChange={setArea} />}
    </>
  )
}
