import { expect, test } from 'vitest'
import { statutoryPaper } from './documents/paper.ts'
import { writeWord } from './documents/word-blocks.ts'
import { isWholeFile } from './whole-file.ts'
import { instant } from '#kernel/calendar.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ftyp = Buffer.from('\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'latin1')
const mdat = Buffer.from('\0\0\0\x10mdat12345678', 'latin1')

test('a PDF of this system is whole, also with what a scanner writes behind it; cut anywhere it is not', async () => {
  const layout = {
    title: '材料',
    columns: [{ width: 10 }],
    head: [[{ text: '项目' }]],
    rows: [['内容']],
    paper: 'portrait' as const,
  }
  const pdf = Buffer.from(
    await statutoryPaper({ layout, printedAt: instant('2023-08-01T02:00:00Z'), printedBy: '示例' }),
  )
  expect(isWholeFile('application/pdf', pdf)).toBe(true)
  expect(isWholeFile('application/pdf', Buffer.concat([pdf, Buffer.alloc(5000)]))).toBe(true)
  for (const share of [0.01, 0.3, 0.6, 0.9, 0.99])
    expect(isWholeFile('application/pdf', pdf.subarray(0, pdf.length * share)), String(share)).toBe(false)
  expect(isWholeFile('application/pdf', pdf.subarray(0, pdf.length - 8))).toBe(false)
})

test('a picture of a telephone and a Word file are whole up to their end only', () => {
  const heic = Buffer.concat([ftyp, mdat])
  expect(isWholeFile('image/heic', heic)).toBe(true)
  expect(isWholeFile('image/heic', ftyp)).toBe(true)
  for (const length of [10, ftyp.length + 4, heic.length - 1])
    expect(isWholeFile('image/heic', heic.subarray(0, length)), String(length)).toBe(false)
  const docx = writeWord([{ text: '文字' }], { margins: [20, 20, 20, 20] })
  expect(isWholeFile(word, docx)).toBe(true)
  expect(isWholeFile(word, docx.subarray(0, docx.length / 2))).toBe(false)
})

test('a list is not looked into here: whoever reads it says what is wrong with it', () => {
  expect(isWholeFile('text/csv', Buffer.from('姓名'))).toBe(true)
})
