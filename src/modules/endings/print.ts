import { part } from '#platform/module.ts'
import { endings } from './contract.ts'
export const printing = part(endings, {
  print: async () => ({ ticket: '', name: '' }),
  printDeath: async () => ({ ticket: '', name: '' }),
})
