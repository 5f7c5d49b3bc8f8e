/** What the settlement's codes read as in the list of gaps. Pure. */
import { exclusionText } from '#modules/settlement/words.ts'

export const exclusionWords: Readonly<Record<string, string>> = exclusionText

export const statementWords: Readonly<Record<string, string>> = {
  computed: '结算单已算，未送审',
  submitted: '结算单待民政审',
  civil_approved: '结算单待财政审',
  finance_approved: '结算单已通过，尚未发放或未回盘',
}
