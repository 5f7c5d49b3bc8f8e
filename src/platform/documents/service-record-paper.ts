/** 上门服务记录单 (screens 7.6): half a page for each visit, to be filled by hand on a knee. */
import { type PaperFoot, print } from './paper.ts'

export interface ServiceRecordSheet {
  person: string
  place: string
  /** Number on the roster or on the care card. */
  number: string
  items: readonly string[]
}

export interface ServiceRecordPaper extends PaperFoot {
  title: string
  month: string
  sheets: readonly ServiceRecordSheet[]
}

export function serviceRecordPaper(paper: ServiceRecordPaper): Promise<Uint8Array> {
  const { title, month, sheets } = paper
  return print('service-record', paper, { title, month, sheets })
}
