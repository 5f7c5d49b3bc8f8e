/** 送达方式: how a written notice reaches whom it concerns, the same for every notice. Pure. */
import { sameName } from './names.ts'
import type { Reason } from './refusal.ts'
import * as z from 'zod'

export const Delivery = z.enum(
  ['direct', 'left', 'entrusted', 'post'],
  '请选择送达方式：直接送达、留置送达、委托送达或邮寄送达',
)
export type Delivery = z.infer<typeof Delivery>
export const deliveryText: Record<Delivery, string> = {
  direct: '直接送达',
  left: '留置送达',
  entrusted: '委托送达',
  post: '邮寄送达',
}

const Words = z.string().trim().max(100, '最多100字').default('')
export const handed = {
  /** Of somebody else who receives it: guardian, agent, or an adult of the household. */
  relation: Words,
  /** 留置送达: who saw it, or where its photo or record lies. */
  witness: Words,
}

export interface Handing {
  how: Delivery
  receiver: string
  relation: string
  witness: string
}

/** Received by himself, or by somebody named with the relation; left behind only before a witness or with its record. */
export function objectionsToHanding(whom: { name: string; title: string }, handing: Handing): Reason[] {
  const { how, receiver, relation, witness } = handing
  const stranger = !sameName(receiver, whom.name) && relation === ''
  return [
    ...(stranger
      ? [
          {
            code: 'relation',
            message: `签收人不是${whom.title}，应写明与${whom.title}的关系：监护人、受委托的代办人，或者同住的成年家属。`,
          },
        ]
      : []),
    ...(how === 'left' && witness.length < 2
      ? [{ code: 'witness', message: '留置送达的，应写明见证人，或者现场照片、记录放在哪里。' }]
      : []),
  ]
}
