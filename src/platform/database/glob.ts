import { readdir } from 'node:fs/promises'
import path from 'node:path'

export async function glob(root: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(root, { recursive: true })
  return entries.map((entry) => path.join(root, entry)).filter((file) => pattern.test(file.replaceAll('\\', '/')))
}
