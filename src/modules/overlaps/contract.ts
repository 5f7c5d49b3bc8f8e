/** 部门比对: benefits beside support, deaths and other facts that another department has on its lists (AH-4.3, BJ-5.3). */
import { contract } from '#kernel/contract.ts'
import { hitOperations } from './hit-operations.ts'
import { listOperations } from './list-operations.ts'

export type { Change, Hit, Uncollected } from './hit-operations.ts'
export type { List } from './list-operations.ts'

export const overlaps = contract('overlaps', { ...listOperations, ...hitOperations })
