/** Areas as a tree in statutory order: search by name or pinyin initials, recent on top, only one's own scope (screens 5.15). */
import { TreeSelect } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { clearable } from './clearable.ts'
import { type AreaNode, areaFits, areaText, wayTo } from './area-tree.ts'
import { keep, kept } from './store.ts'

interface Props {
  label: string
  areas: readonly AreaNode[]
  value: string | undefined
  onChange: (code: string | undefined) => void
  disabled?: boolean
  id?: string
}

interface TreeOption {
  value: string
  title: string
  area: AreaNode
  children?: TreeOption[]
}

const optionOf = (area: AreaNode): TreeOption => ({
  value: area.code,
  title: areaText(area),
  area,
  ...(area.children?.length ? { children: area.children.map(optionOf) } : {}),
})

const Recent = z.array(z.string())

export function AreaPicker({ label, areas, value, onChange, disabled = false, id }: Props) {
  const [recent, setRecent] = useState(() => kept('areas.recent', Recent) ?? [])
  const choose = (code: string | undefined) => {
    if (code) {
      const next = [code, ...recent.filter((each) => each !== code)].slice(0, 5)
      setRecent(next)
      keep('areas.recent', next)
    }
    onChange(code)
  }
  return (
    <TreeSelect<string | null, TreeOption>
      {...(id ? { id } : {})}
      aria-label={label}
      placeholder={label}
      className="gy-filter gy-filter-wide"
      value={value ?? null}
      disabled={disabled}
      allowClear={clearable}
      showSearch={{ filterTreeNode: (words, node) => areaFits(node.area, words) }}
      treeData={areas.map(optionOf)}
      treeDefaultExpandedKeys={areas.map((area) => area.code)}
      popupMatchSelectWidth={320}
      onChange={(next: string | null) => choose(next ?? undefined)}
      popupRender={(tree) => (
        <>
          <RecentAreas areas={areas} codes={recent} onChoose={choose} />
          {tree}
        </>
      )}
    />
  )
}

function RecentAreas({
  areas,
  codes,
  onChoose,
}: {
  areas: readonly AreaNode[]
  codes: readonly string[]
  onChoose: (code: string) => void
}) {
  const found = codes.flatMap((code) => wayTo(areas, code).at(-1) ?? [])
  if (found.length === 0) return null
  return (
    <div className="gy-recent" role="group" aria-label="最近选过">
      {found.map((area) => (
        <button type="button" key={area.code} className="gy-phrase" onClick={() => onChoose(area.code)}>
          {area.name}
        </button>
      ))}
    </div>
  )
}
