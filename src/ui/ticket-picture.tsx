/** A stored picture, fetched by a ticket when it comes on the screen and forgotten with it; whoever gives the ticket records the look. */
import { useEffect, useRef, useState } from 'react'
import { Button } from 'antd'
import { fileAddress } from './files.ts'
import { ReasonsOf } from './reasons.tsx'

interface Props {
  /** Asks for a ticket, again with each look. */
  ticket: () => Promise<string>
  alt: string
  className: string
}

export function TicketPicture({ ticket, alt, className }: Props) {
  const [address, setAddress] = useState<string>()
  const [fault, setFault] = useState<unknown>()
  const [times, setTimes] = useState(0)
  const asking = useRef(ticket)
  useEffect(() => {
    let gone = false
    let made: string | undefined
    const fetched = async () => {
      const answer = await fetch(fileAddress(await asking.current()))
      if (!answer.ok) throw new Error('not fetched')
      const bytes = await answer.blob()
      if (gone) return
      made = URL.createObjectURL(bytes)
      setAddress(made)
    }
    fetched().catch((error: unknown) => {
      if (!gone) setFault(error)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [times])
  const again = () => {
    setFault(undefined)
    setTimes(times + 1)
  }
  if (fault)
    return (
      <div>
        <ReasonsOf error={fault} action="查看照片" />
        <Button size="small" onClick={again}>
          重试
        </Button>
      </div>
    )
  if (!address) return <div className={className} aria-busy="true" />
  return <img className={className} src={address} alt={alt} />
}
