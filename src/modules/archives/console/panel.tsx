/** 一人一档 · 材料: the papers of one person and what is missing. */
import { Link } from '#ui/link.tsx'
import { Papers } from './papers.tsx'

export function DocumentsPanel({ personId }: { personId: string }) {
  return (
    <>
      <Papers personId={personId} />
      <p className="gy-help">
        保管期限、归档和移交见<Link to={`/archives/${personId}`}>档案</Link>。
      </p>
    </>
  )
}
