/** 送达方式: how a written notice reaches whom it concerns, the same for every notice. Pure. */
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
