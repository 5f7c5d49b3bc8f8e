/** A person's name: opens the file; the card shows after 400 ms, and by focus (screens 5.14). */
import { Popover } from 'antd'
import { useState } from 'react'
import { Link } from './link.tsx'
import { PersonCard, type PersonGlance } from './person-card.tsx'

interface Props {
  personId: string
  name: string
  /** What the card shows: at hand, or fetched when it opens. */
  glance?: PersonGlance | (() => Promise<PersonGlance>) | undefined
}

export function PersonLink({ personId, name, glance }: Props) {
  const [found, setFound] = useState<PersonGlance | undefined>(typeof glance === 'object' ? glance : undefined)
  const link = <Link to={`/persons/${personId}`}>{name}</Link>
  if (!glance) return link
  const fetchCard = async () => {
    if (typeof glance === 'function' && !found) setFound(await glance())
  }
  return (
    <Popover
      mouseEnterDelay={0.4}
      trigger={['hover', 'focus']}
      destroyOnHidden
      onOpenChange={(open) => {
        // Without the card the name still opens the file.
        if (open) fetchCard().catch(() => undefined)
      }}
      content={found ? <PersonCard person={found} /> : <span className="gy-help">正在取数</span>}
    >
      <span>{link}</span>
    </Popover>
  )
}
