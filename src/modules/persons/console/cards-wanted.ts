/** Whose cards are to be printed; ids stay out of the address. */
import { watched } from '#ui/store.ts'

export const cardsWanted = watched<readonly string[]>([])
