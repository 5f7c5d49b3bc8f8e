/** A masked number of a person or somebody around him. */
import { ask } from '#ui/ask.ts'
import { Masked } from '#ui/masked.tsx'
import { useMay } from '#ui/me.tsx'
import { persons } from '../contract.ts'

interface Props {
  personId: string
  field: 'id' | 'phone' | 'account'
  masked: string
  of?: string
}

/** Only who may reveal gets the button; the server asks again and records. */
export function Revealed({ personId, field, masked, of }: Props) {
  const may = useMay()
  if (masked === '') return <>—</>
  const label = { id: '身份证号', phone: '电话', account: '银行账号' }[field]
  const reveal = async (purpose: string) =>
    (await ask(persons, 'reveal', { personId, field, purpose, ...(of ? { of } : {}) })).value
  return <Masked masked={masked} label={label} reveal={may('persons.reveal') ? reveal : undefined} />
}
