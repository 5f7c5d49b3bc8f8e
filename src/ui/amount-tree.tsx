/** Why an amount is what it is, down to the last fen: a tree whose every level adds up (screens 5.7). */
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { moneyText } from './formats.ts'
import { Reasons } from './reasons.tsx'
import { TreeGrid } from './tree-grid.tsx'
import { type AmountNode, faultOfTree, type Fetched, keysOf, rowsOf, type SumFault } from './tree-rows.ts'

interface View {
  /** '按人', '按{乡镇}', '按等级' — the same total in each. */
  title: string
  root: AmountNode
}

interface Props {
  /** What the tree explains: '甲机构2023年8月应付'. */
  title: string
  views: readonly [View, ...View[]]
  /** Children of a node that has `more`. */
  loadChildren?: ((node: AmountNode) => Promise<readonly AmountNode[]>) | undefined
}

export function AmountTree({ title, views, loadChildren }: Props) {
  const [chosen, setChosen] = useState(views[0].title)
  const view = views.find((each) => each.title === chosen) ?? views[0]
  const different = views.find((each) => each.root.amount !== views[0].root.amount)
  if (different)
    return (
      <SumRefusal
        title={title}
        fault={{ label: different.title, stated: views[0].root.amount, found: different.root.amount }}
      />
    )
  return (
    <div className="gy-tree">
      {views.length > 1 && (
        <Segmented
          aria-label="怎样分组"
          options={views.map((each) => each.title)}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <OneTree key={view.title} title={title} root={view.root} loadChildren={loadChildren} />
    </div>
  )
}

function OneTree({ title, root, loadChildren }: Omit<Props, 'views'> & { root: AmountNode }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([root.key]))
  const [fetched, setFetched] = useState<Fetched>(new Map())
  const [words, setWords] = useState('')
  const [error, setError] = useState<unknown>()
  const fault = faultOfTree(root, fetched)
  if (fault) return <SumRefusal title={title} fault={fault} />
  const toggle = async (node: AmountNode, opened: boolean) => {
    setError(undefined)
    try {
      const missing = opened && node.more && !node.children && !fetched.has(node.key)
      const children = missing ? await loadChildren?.(node) : undefined
      if (children) setFetched((before) => new Map([...before, [node.key, children]]))
      setOpen((before) => new Set(opened ? [...before, node.key] : [...before].filter((key) => key !== node.key)))
    } catch (refusal) {
      setError(refusal)
    }
  }
  const rows = rowsOf(root, { open, fetched, words })
  return (
    <>
      {(rows.length > 12 || words !== '') && (
        <Input
          aria-label={`在${title}中查找`}
          placeholder="在这里面查找"
          className="gy-filter"
          allowClear
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {error !== undefined && <p className="gy-fault">没有取到下一层，请再点一次。</p>}
      <TreeGrid
        title={title}
        rows={rows}
        onToggle={(node, opened) => void toggle(node, opened)}
        onOpenAll={() => setOpen(new Set(keysOf(root, fetched)))}
      />
    </>
  )
}

/** A statement that does not add up is not shown at all. */
function SumRefusal({ title, fault }: { title: string; fault: SumFault }) {
  const message = `“${fault.label}”写的是${moneyText(fault.stated)}，下面各项加起来是${moneyText(fault.found)}，两者应当相等。请不要使用这份结果，并告诉系统管理员。`
  return <Reasons action={`显示${title}`} reasons={[{ code: 'sum', message }]} />
}
