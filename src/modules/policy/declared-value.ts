/** A value somebody typed, read by the type its key declares. */
import { Refusal, refuse } from '#kernel/refusal.ts'
import { keys } from './keys.ts'

export function declaredValue({ key, value }: { key: string; value?: unknown }) {
  const declaration = keys[key] ?? refuse('invalid', 'key', `没有“${key}”这个事项。请从列表中选择`)
  const parsed = declaration.type.safeParse(value)
  if (parsed.success) return { declaration, value: parsed.data }
  const reasons = parsed.error.issues.map(({ path, message }) => ({
    code: ['value', ...path].map(String).join('.'),
    message: `${declaration.title}：应为${message}`,
  }))
  throw new Refusal('invalid', reasons)
}
