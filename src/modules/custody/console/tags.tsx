/** States of accounts, slips and rounds as tags. */
import { FamilyTag } from '#ui/status-tag.tsx'
import { type AccountStatus, type RoundState, roundText, type SlipState, slipText, statusText } from '../words.ts'

const ofAccount = { open: 'green', frozen: 'red', settled: 'neutral' } as const
export function AccountTag({ status }: { status: AccountStatus }) {
  return <FamilyTag family={ofAccount[status]} text={statusText[status]} />
}

const ofSlip = { waiting: 'orange', booked: 'green', returned: 'red', stopped: 'neutral' } as const
export function SlipTag({ state }: { state: SlipState }) {
  return <FamilyTag family={ofSlip[state]} text={slipText[state]} />
}

const ofRound = { waiting: 'orange', paying: 'blue', closed: 'green', returned: 'red' } as const
export function RoundTag({ state }: { state: RoundState }) {
  return <FamilyTag family={ofRound[state]} text={roundText[state]} />
}
