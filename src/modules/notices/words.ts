/** Words of being told (AH-2.1.1f). Pure. */
import * as z from 'zod'

export const NoticeKind = z.enum(['paper_slip', 'read_aloud', 'message'])
export type NoticeKind = z.infer<typeof NoticeKind>
export const noticeText: Record<NoticeKind, string> = {
  paper_slip: '送达纸质告知单',
  read_aloud: '当面念给本人听',
  message: '发送短信',
}
