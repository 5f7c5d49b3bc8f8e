/** The database says no first; here its no becomes ours, in words. */
import { Refusal } from '#kernel/refusal.ts'
import { asDiskRefusal } from '../full-disk.ts'
import type { Module } from '../module.ts'

interface DatabaseError extends Error {
  code: string
  constraint?: string
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)

/** Deadlocks and serialisation failures pass when tried again. */
export const isPassing = (error: unknown): boolean =>
  isDatabaseError(error) && (error.code === '40001' || error.code === '40P01')

/** It was stopped, it died and is being started again, or the line to it broke; pg says the last without a code. */
export function asAwayRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  const coded = /^(57P0[1-3]|08...|EPIPE|ECONNRESET)$/.test(String(code)) || syscall === 'connect'
  if (!coded && !/^Connection terminated|^Client .* not queryable$/.test(error.message)) return error
  const message = '数据库没有应答，可能正在重新启动。已填内容请勿关闭页面，稍候再点一次，不会重复办理'
  return Object.assign(new Refusal('unavailable', [{ code: 'database_away', message }]), { cause: error })
}

/** A refusal stays; a database error gets the sentence its module gives the constraint, else a general one; the rest is a bug. */
export function asRefusal(error: unknown, modules: readonly Module[]): unknown {
  const away = asAwayRefusal(error)
  if (away !== error) return away
  if (!isDatabaseError(error)) return asDiskRefusal(error)
  const said = error.constraint
    ? modules.map((module) => module.constraints?.[error.constraint ?? '']).find((text) => text !== undefined)
    : undefined
  const code = error.constraint ?? error.code
  const refusal = (kind: 'conflict' | 'invalid' | 'refused' | 'forbidden' | 'unavailable', message: string) =>
    Object.assign(new Refusal(kind, [{ code, message: said ?? message }]), { cause: error })
  switch (error.code) {
    case '23505':
      return refusal('conflict', '相同的记录已经存在，请刷新后查看')
    case '23P01':
      return refusal('conflict', '与已有记录的起止日期重叠，请先核对原记录')
    case '23514':
      return refusal('refused', '填写的内容前后不一致，未保存。请核对日期先后和数量')
    case '23503':
      return refusal('conflict', '所引用的记录不存在或已被其他记录使用，请刷新后重试')
    // A number, a day or a text that the column cannot hold: no check before the table has thought of it.
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22009':
    case '22021':
    case '22P05':
      return refusal('invalid', '填写的数字、日期或文字超出可以保存的范围。请核对后重填')
    case '42501':
      return refusal('forbidden', '没有找到，或不在您的辖区')
    case '57014':
      return refusal('unavailable', '查询用时过长，已停止。请缩小范围后重试')
    case '53100':
      return refusal('unavailable', '服务器磁盘空间不足，暂时不能保存。已填内容请勿关闭页面，并通知系统管理员')
    default:
      return error
  }
}
