/** Policy values for tests of rules, with a clause that no real document has. */
import type { Force, PolicyValue } from './policy.ts'

export function inForce<T>(value: T, force: Force = 'must'): PolicyValue<T> {
  return { value, force, citations: [{ document: '试验文件', clause: '第一条' }] }
}
