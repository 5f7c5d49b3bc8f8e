/** The disk is full: said as what it is, wherever it is met. */
import { Refusal } from '#kernel/refusal.ts'

const codes = ['ENOSPC', 'EDQUOT']

export function asDiskRefusal(error: unknown, what = '暂时不能保存。已填内容请勿关闭页面'): unknown {
  const full = error instanceof Error && 'code' in error && codes.includes(String(error.code))
  if (!full) return error
  const message = `服务器磁盘空间不足，${what}，并通知系统管理员清理磁盘`
  return Object.assign(new Refusal('unavailable', [{ code: 'disk_full', message }]), { cause: error })
}
