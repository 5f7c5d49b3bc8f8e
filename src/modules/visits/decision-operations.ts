/** What people hold of a visit: verdicts, questions and answers. */
import * as z from 'zod'
import { command } from '#kernel/contract.ts'
import { nothing, Why } from './shapes.ts'

const Chosen = z.array(z.uuid()).min(1, '请先选择服务记录').max(500, '一次最多选择500条')

export const decisionOperations = {
  decide: command({
    title: '判定服务记录',
    input: z.object({ visitIds: Chosen, verdict: z.enum(['valid', 'not_counted']), reason: Why }),
    output: z.object({ decided: z.int() }),
  }),
  askExplanation: command({
    title: '要求机构说明',
    input: z.object({ visitIds: Chosen, words: Why }),
    output: z.object({ asked: z.int() }),
  }),
  explain: command({
    title: '说明服务记录',
    input: z.object({ visitId: z.uuid(), words: Why }),
    output: nothing,
  }),
  turnIntoProblem: command({
    title: '服务记录转问题整改',
    input: z.object({ visitId: z.uuid(), reason: Why }),
    output: nothing,
  }),
}
