import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type {
  ArchiveClaims,
  DownloadClaims,
  FileAddresses,
  ReviewClaims,
  UploadClaims,
} from '../../../core/services/ports.ts'
import { base64url } from '../../../core/services/secrets.ts'

const Upload = z.object({
  tenantId: z.uuid(),
  fileId: z.uuid(),
  objectKey: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string().nullable(),
  expiresAt: z.coerce.date(),
})
const Download = z.object({
  objectKey: z.string(),
  fileName: z.string(),
  mimeType: z.string(),
  expiresAt: z.coerce.date(),
})

const Archive = z.object({
  tenantId: z.uuid(),
  exportId: z.uuid(),
  userId: z.string(),
  fileName: z.string(),
  expiresAt: z.coerce.date(),
})
const Review = z.object({
  draftId: z.uuid(),
  userId: z.string(),
  sessionId: z.string().nullable(),
  expiresAt: z.coerce.date(),
})
const Page = z.object({ objectKey: z.string(), expiresAt: z.coerce.date() })

/** A download's address stays the same for a while, so that a browser keeps what it fetched. */
const WINDOW_MS = 15 * 60_000

export interface SignedFiles extends FileAddresses {
  /** What a good address says; null for one that is expired or not ours. */
  readUpload(token: string, now: Date): UploadClaims | null
  readDownload(token: string, now: Date): (DownloadClaims & { expiresAt: Date }) | null
  readArchive(token: string, now: Date): (ArchiveClaims & { expiresAt: Date }) | null
  readReview(token: string, now: Date): (ReviewClaims & { expiresAt: Date }) | null
  readPage(token: string, now: Date): { objectKey: string; expiresAt: Date } | null
}

interface Options {
  secret: string
  /** Where files are sent to. */
  origin: string
  /** Where they are delivered from: a host of its own, which holds nothing that a file could reach. */
  filesOrigin: string
}

/** Claims and their HMAC in one segment of the address: nothing needs to be asked before the bytes are taken or given. */
export function signedFiles({ secret, origin, filesOrigin }: Options): SignedFiles {
  const sign = (purpose: string, body: string) =>
    createHmac('sha256', secret).update(`files.${purpose}:${body}`).digest()
  const issue = (purpose: string, claims: object) => {
    const body = base64url(new TextEncoder().encode(JSON.stringify(claims)))
    return `${body}.${base64url(sign(purpose, body))}`
  }
  function read<C extends { expiresAt: Date }>(
    purpose: string,
    schema: z.ZodType<C>,
    token: string,
    now: Date,
  ): C | null {
    const [body = '', mac = '', ...more] = token.split('.')
    // As text: base64url has several spellings of the same bytes, and only ours is good.
    const given = Buffer.from(mac)
    const right = Buffer.from(base64url(sign(purpose, body)))
    if (more.length || given.length !== right.length || !timingSafeEqual(given, right)) return null
    const claims = schema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
    return claims.expiresAt > now ? claims : null
  }
  return {
    upload: (claims) => `${origin}/files/upload/${issue('upload', claims)}`,
    download: (file) =>
      `${filesOrigin}/files/content/${issue('content', { ...file, expiresAt: windowEnd(Date.now()) })}`,
    page: (objectKey) =>
      `${filesOrigin}/files/message/${issue('message', { objectKey, expiresAt: windowEnd(Date.now()) })}`,
    readUpload: (token, now) => read('upload', Upload, token, now),
    readDownload: (token, now) => read('content', Download, token, now),
    archive: (claims) =>
      `${filesOrigin}/files/archive/${issue('archive', { ...claims, expiresAt: windowEnd(Date.now()) })}`,
    readArchive: (token, now) => read('archive', Archive, token, now),
    review: (claims) =>
      `${filesOrigin}/files/review/${issue('review', { ...claims, expiresAt: windowEnd(Date.now()) })}`,
    readReview: (token, now) => read('review', Review, token, now),
    readPage: (token, now) => read('message', Page, token, now),
  }
}

/** The end of the window after this one. */
const windowEnd = (nowMs: number) => new Date((Math.floor(nowMs / WINDOW_MS) + 2) * WINDOW_MS)
