/** POST /api/files takes one file into quarantine; GET /api/files/<ticket> gives one file once. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { largestFile, largestList, limitText } from '#kernel/file-limit.ts'
import { countyOf, type Actor } from '#kernel/permission.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { asRefusal } from './database/faults.ts'
import { readLimited, sha256 } from './files.ts'
import { redeemTicket, receiveFile } from './file-rows.ts'
import { sessionCookie, type HttpParts } from './http.ts'
import { mediaTypeOf } from './media-type.ts'

const listTypes = /^(?:text\/csv$|application\/vnd\.openxmlformats-officedocument\.spreadsheetml)/

export function fileRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post<{ Querystring: { kind?: string } }>('/api/files', { schema: { hide: true } }, async (request) => {
    const isList = request.query.kind === 'list'
    const largest = isList ? largestList : largestFile
    const actor = await signedIn(parts, request.cookies[sessionCookie])
    const county = countyOf(actor) ?? refuse('forbidden', 'no_county', '请先选择所在的县')
    const part = await request.file({ limits: { fileSize: largest, files: 1 } })
    if (!part) return refuse('invalid', 'no_file', '没有收到文件，请重新选择')
    const bytes = await readLimited(part.file, largest)
    if (bytes === 'too_large' || part.file.truncated)
      return refuse(
        'too_large',
        'file_too_large',
        `“${part.filename}”太大，应${limitText(largest)}。请压缩或分成几个文件`,
      )
    const mediaType = mediaTypeOf(bytes, part.filename)
    if (!mediaType || (isList && !listTypes.test(mediaType)))
      return refuse(
        'invalid',
        'file_type',
        '只接收 XLSX、CSV、PDF、OFD、DOCX、JPG、PNG、HEIC 文件，且内容须与扩展名一致',
      )
    const file = { name: part.filename.slice(-255), mediaType, bytes, sha256: sha256(bytes) }
    const stop = parts.installation.writesRefused?.()
    if (stop) refuse('unavailable', 'writes_refused', stop)
    return receiveFile(parts.installation, actor, county, file).catch((error: unknown) => {
      throw asRefusal(error, parts.installation.modules)
    })
  })

  app.get<{ Params: { ticket: string } }>('/api/files/:ticket', { schema: { hide: true } }, async (request, reply) => {
    const actor = await signedIn(parts, request.cookies[sessionCookie])
    const hash = createHash('sha256').update(request.params.ticket).digest()
    const file = await redeemTicket(parts.installation, actor, hash)
    if (!file) return refuse('not_found', 'ticket', '下载链接已用过或已过期，请回到页面重新导出')
    return reply
      .header('content-type', file.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(Buffer.from(file.bytes))
  })
}

async function signedIn(parts: HttpParts, token: string | undefined): Promise<Actor> {
  const actor = token ? await parts.actorOf(token) : undefined
  if (!actor) throw new Refusal('unauthenticated', [{ code: 'sign_in', message: '请先登录' }])
  return actor
}
