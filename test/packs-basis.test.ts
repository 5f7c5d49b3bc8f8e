/** On which documents of higher places each document of a place says that it rests. */
import { expect, test } from 'vitest'
import { readPacks } from '#modules/policy/packs.ts'

const { packs } = await readPacks('packs')
const basisOf = (name: string) =>
  packs.flatMap(({ documents }) => documents).find((document) => document.key === name)?.basis ?? []

test('the documents of the places name those they rest on, as they are printed', () => {
  expect(basisOf('敖政办发〔2023〕59号')).toEqual(expect.arrayContaining(['国发〔2016〕14号', '民发〔2019〕124号']))
  expect(basisOf('吉民办字〔2017〕33号')).toEqual(expect.arrayContaining(['吉政发〔2017〕28号']))
  expect(basisOf('莘政办发〔2023〕6号')).toEqual(
    expect.arrayContaining([
      '国发〔2016〕14号',
      '聊民发〔2016〕227号',
      '民发〔2019〕124号',
      '鲁民〔2018〕51号',
      '鲁民〔2023〕10号',
    ]),
  )
})
