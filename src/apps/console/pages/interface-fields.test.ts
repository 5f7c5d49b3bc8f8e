import { expect, test } from 'vitest'
import { fieldRows, kindOf } from './interface-fields.ts'

const text = { type: 'string', maxLength: 60 }

test('fields stand in order, nested ones below their parent, with bounds and whether they are required', () => {
  const rows = fieldRows({
    type: 'object',
    properties: {
      name: text,
      rows: { type: 'array', items: { type: 'object', properties: { day: { type: 'string', format: 'date' } } } },
    },
    required: ['name'],
  })
  expect(rows).toEqual([
    { name: 'name', depth: 0, kind: 'string', required: true, bounds: '字数≤60' },
    { name: 'rows', depth: 0, kind: 'object[]', required: false, bounds: '' },
    { name: 'day', depth: 1, kind: 'date', required: false, bounds: '' },
  ])
})

test('a value of several shapes names each shape once and shows the fields of all', () => {
  const either = {
    anyOf: [
      { type: 'object', properties: { a: text } },
      { type: 'object', properties: { a: text, b: text } },
    ],
  }
  expect(kindOf(either)).toBe('object')
  expect(fieldRows(either).map(({ name }) => name)).toEqual(['a', 'b'])
  expect(kindOf({ anyOf: [{ type: 'integer' }, { type: 'null' }] })).toBe('integer | null')
  expect(kindOf({ type: 'string', enum: ['urban', 'rural'] })).toBe('urban | rural')
})
