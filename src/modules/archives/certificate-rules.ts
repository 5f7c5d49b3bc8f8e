/** Who gets a certificate, and when another takes its place. Pure. */
import type { Reason } from '#kernel/refusal.ts'
import type { CertificateGround } from './words.ts'

interface Asked {
  status: string
  /** '' where none was issued yet. */
  certificateNo: string
  ground: CertificateGround
  words: string
}

export function objectionsToCertificate({ status, certificateNo, ground, words }: Asked): Reason[] {
  if (status !== 'active' && status !== 'suspended')
    return [{ code: 'not_supported', message: '此人不在供养，不发供养证；已发的证自终止供养之日起作废' }]
  if (ground === 'first' && certificateNo !== '')
    return [{ code: 'ground', message: `此人已有供养证${certificateNo}。补发或换发的，请选择补发或换发的原因` }]
  if (ground !== 'first' && certificateNo === '')
    return [{ code: 'ground', message: '此人还没有供养证。第一次发证请选择“首次发证”' }]
  if (ground !== 'first' && ground !== 'full' && Array.from(words).length < 4)
    return [{ code: 'words', message: '请写明遗失、损坏或变更的情况，至少4个字' }]
  return []
}
