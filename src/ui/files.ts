/** Files go up by one route and come down by a one-time ticket (design §4). */
import * as z from 'zod'
import { largestFile, largestList, tooLargeText } from '#kernel/file-limit.ts'
import { Refusal } from '#kernel/refusal.ts'
import { refusalOf } from './request.ts'

export const SentFile = z.object({ fileId: z.string(), name: z.string(), size: z.number(), sha256: z.string() })
export type SentFile = z.infer<typeof SentFile>

const endings = ['jpg', 'jpeg', 'png', 'heic', 'pdf', 'ofd']

/** Why a file is not taken, in words; undefined when it is. */
export function faultOfFile(
  file: { name: string; size: number },
  accept: readonly string[] = endings,
  largest = largestFile,
): string | undefined {
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  if (!accept.includes(ending))
    return `“${file.name}”的类型不能上传。可以上传${accept.map((each) => each.toUpperCase()).join('、')}文件`
  if (file.size > largest) return tooLargeText(file.name, file.size, largest)
  return file.size === 0 ? `“${file.name}”是空的，请重新选择` : undefined
}

/** XMLHttpRequest because fetch tells nothing of how far the sending is. */
export function sendFile(file: File, onProgress: (share: number) => void, largest = largestFile): Promise<SentFile> {
  const requestId = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append('file', file, file.name)
    request.open('POST', largest === largestList ? '/api/files?kind=list' : '/api/files')
    request.setRequestHeader('request-id', requestId)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const answer = read(request.responseText)
      const sent = SentFile.safeParse(answer)
      if (request.status < 300 && sent.success) resolve(sent.data)
      else reject(refusalOf(request.status, answer, requestId))
    })
    request.addEventListener('error', () => {
      reject(new Refusal('unavailable', [{ code: 'network', message: `“${file.name}”没有传完，网络断开。请点继续` }]))
    })
    request.send(body)
  })
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const fileAddress = (ticket: string): string => `/api/files/${encodeURIComponent(ticket)}`

/** Lets the browser keep a file that an operation issued a ticket for. */
export function download(ticket: string): void {
  const link = document.createElement('a')
  link.href = fileAddress(ticket)
  link.download = ''
  link.click()
}
