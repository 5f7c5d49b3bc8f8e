/** 特困人员救助供养证 on A4, to be cut along its frame and folded: who it is for on the left, the yearly check on the right. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type PaperFoot, print } from './paper.ts'

export interface CertificatePaper extends PaperFoot {
  number: string
  /** Label and text, in the order of print. */
  rows: readonly (readonly [string, string])[]
  unit: string
  /** 注意事项, line by line. */
  notes: { title: string; lines: readonly string[] }
  issuedOn: PlainDate
  /** 首次发证, 遗失补发 … */
  ground: string
  /** The number that this one makes void; '' where none. */
  voids: string
  photo?: { kind: 'jpg' | 'png'; bytes: Uint8Array }
}

const years = 8

export function certificatePaper({ photo, issuedOn, ...certificate }: CertificatePaper): Promise<Uint8Array> {
  const first = Number(issuedOn.slice(0, 4))
  const reviews = Array.from({ length: years }, (_, index) => `${first + index}年`)
  const image = photo && `photo.${photo.kind}`
  const data = {
    ...certificate,
    title: '特困人员救助供养证',
    issuedOn: dateText(issuedOn),
    reviews,
    photo: image ? `/images/${image}` : '',
  }
  return print('certificate', certificate, data, photo && image ? { [image]: photo.bytes } : {})
}
