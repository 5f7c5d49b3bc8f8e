/** 退票: the bank gives back days later what it had reported as paid. The posting is met by another, never taken out. */
import type { Entry } from '#modules/ledger/index.ts'
import { entryOf, payableOf } from './approving.ts'
import type { StoredBatch, StoredItem } from './stored.ts'

interface Answered {
  item: Pick<StoredItem, 'status'>
}

/** Taken as paid before this file came. */
export const isLate = ({ item }: Answered): boolean => item.status === 'paid'

/** It is owed again; that the money came back to the pot is posted as with every return. */
export const counterPostings = (batch: StoredBatch, items: readonly StoredItem[]): Entry[] =>
  items.map((item) => ({
    ...entryOf(batch, item, '退票冲销已付'),
    debit: 'bank' as const,
    credit: payableOf(item),
  }))
