import { implement, type Module } from '#platform/module.ts'
import { documents } from './contract.ts'
import { editing } from './editing.ts'
import { reading } from './reading.ts'
import { work } from './work.ts'

export {
  formWords,
  type Format,
  type FormWords,
  issuedLetter,
  type LetterGiven,
  letterText,
  printLetter,
  type Printed,
} from './issuing.ts'
export { formFile, givePaper, ownForm, posterFile } from './papers.ts'
export { footOf } from './samples.ts'

export const documentsModule: Module = {
  service: implement(documents, { ...reading, ...editing }),
  work,
  constraints: {
    letter_edition: '另一人刚刚也改了这份文书，请刷新后再送审',
    letter_decided_once: '这一版已经有人决定过，不能再次决定。请刷新后查看',
    letter_decided_by_another: '文书模板由一人修改、另一人采用。请由另一位有权限的同事办理',
    letter_rejection_reason: '退回须写明原因',
    letter_issued_once: '这份文书刚刚由另一人打印，请再试一次',
  },
}
