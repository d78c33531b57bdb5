import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { deliveredType } from '../../core/domain/files/content-type.ts'
import { AppError, invalid } from '../../core/domain/kernel/errors.ts'
import { archiveKey } from '../../core/services/exports/internal.ts'
import { fileArrives } from '../../core/services/files/arrive.ts'
import type { UploadClaims } from '../../core/services/ports.ts'
import { reviewFile } from '../../core/services/reviews/view.ts'
import { type HubContext, type HubEnv, reviewerDbFor, systemDb } from '../context.ts'
import { answer } from '../respond.ts'

/** Nothing in a file can do anything, wherever it is shown (EM9). */
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"

/** A message can be read and its links followed, each in a page of its own; nothing in it runs, or is asked for (EM10). */
const pagePolicy = (appOrigin: string) =>
  `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors ${appOrigin}`

/** The bytes of files, by signed addresses alone: no token, no cookie, no trip before the signature. */
export const fileContents = new Hono<HubEnv>()
  .put('/upload/:token', async (c) => {
    const { fileAddresses, fileStore } = c.var.services
    const claims = fileAddresses.readUpload(c.req.param('token'), new Date())
    if (!claims) throw new AppError('NOT_FOUND', 'This address is no longer good: ask for another')
    checkAnnounced(c, claims)
    if (!c.req.raw.body) throw new AppError('BAD_REQUEST', 'The file ended before it was complete: send it again')
    return answer(c, await fileArrives(systemDb(c), fileStore, claims, c.req.raw.body))
  })
  .get('/content/:token', (c) => {
    const claims = c.var.services.fileAddresses.readDownload(c.req.param('token'), new Date())
    return deliver(c, claims, ({ mimeType, fileName }) => ({
      'Content-Type': deliveredType(mimeType),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(fileName)}`,
      'Content-Security-Policy': FILE_POLICY,
    }))
  })
  .get('/archive/:token', async (c) => {
    const claims = c.var.services.fileAddresses.readArchive(c.req.param('token'), new Date())
    // Whoever is a member no longer has it no longer, whatever address he kept (TI7).
    const isGood =
      claims &&
      (await systemDb(c).value<boolean>(
        sql`app.open_export(${claims.tenantId}::uuid, ${claims.exportId}::uuid, ${claims.userId})`,
      ))
    const found = isGood && { ...claims, objectKey: archiveKey(claims.tenantId, claims.exportId) }
    return deliver(c, found || null, ({ fileName }) => ({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(fileName)}`,
      'Content-Security-Policy': FILE_POLICY,
      'Cache-Control': 'no-store',
    }))
  })
  .get('/review/:token', async (c) => {
    const claims = c.var.services.fileAddresses.readReview(c.req.param('token'), new Date())
    // Once the draft is decided, or its business let nobody see it any more, nobody does, whatever address he kept (C-22).
    const found = claims && {
      ...(await reviewFile(reviewerDbFor(c, claims), claims.draftId)),
      expiresAt: claims.expiresAt,
    }
    return deliver(c, found, ({ mimeType, fileName }) => ({
      'Content-Type': deliveredType(mimeType),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(fileName)}`,
      'Content-Security-Policy': FILE_POLICY,
      'Cache-Control': 'no-store',
    }))
  })
  .get('/message/:token', (c) => {
    const { fileAddresses, settings } = c.var.services
    const claims = fileAddresses.readPage(c.req.param('token'), new Date())
    return deliver(c, claims, () => ({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy(settings.APP_ORIGIN),
      // The policy says who may frame it; this would say that nobody may.
      'X-Frame-Options': 'SAMEORIGIN',
    }))
  })

interface Delivered {
  objectKey: string
  expiresAt: Date
}

/** What a good address names, for as long as the address is good. */
async function deliver<C extends Delivered>(
  c: HubContext,
  claims: C | null,
  as: (claims: C) => Record<string, string>,
) {
  const found = claims && (await c.env.FILES.get(claims.objectKey))
  if (!claims || !found) throw new AppError('NOT_FOUND', 'Not found')
  const secondsLeft = Math.floor((claims.expiresAt.getTime() - Date.now()) / 1000)
  return new Response(found.body as unknown as ReadableStream, {
    headers: {
      'Content-Length': String(found.size),
      'Cross-Origin-Resource-Policy': 'same-site',
      'Cache-Control': `private, max-age=${secondsLeft}, immutable`,
      ...as(claims),
    },
  })
}

/** The address takes this size and this type, and is not changed by what it is asked with. */
function checkAnnounced(c: HubContext, { sizeBytes, mimeType }: UploadClaims): void {
  const size = Number(c.req.header('Content-Length') ?? Number.NaN)
  if (size > sizeBytes) throw new AppError('TOO_LARGE', `The file was announced with ${sizeBytes} bytes`)
  if (size !== sizeBytes) throw invalid('size_bytes', `The file was announced with ${sizeBytes} bytes`)
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== mimeType) throw new AppError('UNSUPPORTED_MEDIA_TYPE', `The file was announced as ${mimeType}`)
}

/** As RFC 8187 has it. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
