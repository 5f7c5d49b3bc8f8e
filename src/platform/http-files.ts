/** POST /api/files takes one file into quarantine; GET /api/files/<ticket> gives one file once. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { largestFile, largestList, limitText } from '#kernel/file-limit.ts'
import { countyOf, type Actor } from '#kernel/permission.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { asRefusal } from './database/faults.ts'
import { readLimited, sha256 } from './files.ts'
import { redeemTicket, receiveFile } from './file-rows.ts'
import { sessionCookie, type HttpParts } from './http.ts'
import { fileNameOf, mediaTypeOf } from './media-type.ts'
import { isWholeFile } from './whole-file.ts'

const listTypes = /^(?:text\/csv$|application\/vnd\.openxmlformats-officedocument\.spreadsheetml)/

export function fileRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post<{ Querystring: { kind?: string } }>('/api/files', { schema: { hide: true } }, async (request) => {
    const isList = request.query.kind === 'list'
    const actor = await signedIn(parts, request.cookies[sessionCookie])
    const county = countyOf(actor) ?? refuse('forbidden', 'no_county', '请先选择所在的县')
    const file = await received(request, { isList, largest: isList ? largestList : largestFile })
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

interface Asked {
  isList: boolean
  largest: number
}

/** The one file of the request, whole and of a kind we take; its name holds nothing that cannot be seen. */
async function received(request: FastifyRequest, { isList, largest }: Asked) {
  const { name, bytes } = await readWhole(request, largest).catch((error: unknown) => {
    throw isCutOff(error) ? new Refusal('invalid', [cutOff]) : error
  })
  if (bytes === 'too_large')
    return refuse('too_large', 'file_too_large', `“${name}”太大，应${limitText(largest)}。请压缩或分成几个文件`)
  if (bytes.length === 0) return refuse('invalid', 'file_empty', `“${name}”是空的，没有内容。请重新选择`)
  const mediaType = mediaTypeOf(bytes, name)
  if (!mediaType || (isList && !listTypes.test(mediaType)))
    return refuse(
      'invalid',
      'file_type',
      `“${name}”不能上传。只接收${isList ? ' XLSX、CSV ' : ' XLSX、CSV、PDF、OFD、DOCX、JPG、PNG、HEIC '}文件，且内容须与扩展名一致`,
    )
  if (!isWholeFile(mediaType, bytes))
    return refuse(
      'invalid',
      'file_broken',
      `“${name}”不完整，后面的部分没有了，打不开。请在电脑或手机上打开核对，重新扫描、拍照或导出后再上传`,
    )
  return { name, mediaType, bytes, sha256: sha256(bytes) }
}

async function readWhole(request: FastifyRequest, largest: number) {
  const part = await request.file({ limits: { fileSize: largest, files: 1 } })
  if (!part) return refuse('invalid', 'no_file', '没有收到文件，请重新选择')
  const bytes = await readLimited(part.file, largest)
  return { name: fileNameOf(part.filename), bytes: part.file.truncated ? ('too_large' as const) : bytes }
}

const cutOff = { code: 'cut_off', message: '文件没有传完，请重新上传' }

/** The sender went away, or the line broke: the body ends before the form in it does. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && /terminated early|unexpected end of|^aborted$|premature close/i.test(error.message)

async function signedIn(parts: HttpParts, token: string | undefined): Promise<Actor> {
  const actor = token ? await parts.actorOf(token) : undefined
  if (!actor) throw new Refusal('unauthenticated', [{ code: 'sign_in', message: '请先登录' }])
  return actor
}
