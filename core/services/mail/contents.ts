import { fileName } from '../../domain/files/file-name.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { foldedHtml } from '../../domain/mail/fold-html.ts'
import type { MailAttachment, ReadMail } from '../../domain/mail/read-mail.ts'
import type { FileStore } from '../ports.ts'

export interface StoredFile {
  id: string
  file_name: string
  mime_type: string
  size_bytes: number
  sha256: string
  object_key: string
}

export interface MailPage {
  html_key: string
  remote_images: number
}

/** Stores what came with a mail, one after the other: what is long passes through, and is never in memory whole. */
export async function storeAttachments(
  store: FileStore,
  { mailId, prefix }: { mailId: string; prefix: string },
  attachments: readonly MailAttachment[],
): Promise<StoredFile[]> {
  const files: StoredFile[] = []
  for (const [index, { content, long, file_name, mime_type }] of attachments.entries()) {
    const id = partId(mailId, index)
    const object_key = `${prefix}${id}`
    const size_bytes = long?.size_bytes ?? content.length
    const sha256 = await put(store, object_key, long ? await long.open() : streamOf(content), size_bytes)
    const name = fileName(file_name ?? nameFor(mime_type, index))
    files.push({
      id,
      file_name: name,
      mime_type: mime_type.slice(0, 127),
      size_bytes,
      sha256,
      object_key,
    })
  }
  return files
}

/** Stores the HTML of a mail, cleaned and folded once; null for one without. */
export async function storePage(store: FileStore, rawKey: string, mail: ReadMail): Promise<MailPage | null> {
  if (mail.html === null) return null
  const { html, remote_images } = foldedHtml(mail.html, { subject: mail.subject, cid: picturesOf(mail.attachments) })
  const html_key = `${rawKey}.html`
  const page = new TextEncoder().encode(`${HEAD}${html}`)
  await put(store, html_key, streamOf(page), page.length)
  return { html_key, remote_images: remote_images.length }
}

const HEAD =
  '<!doctype html><meta charset="utf-8"><style>body{margin:0;font:14px/1.5 sans-serif;overflow-wrap:break-word}img{max-width:100%}</style>'

const streamOf = (content: Uint8Array) => new Blob([content as Uint8Array<ArrayBuffer>]).stream()

async function put(
  store: FileStore,
  key: string,
  body: ReadableStream<Uint8Array>,
  sizeBytes: number,
): Promise<string> {
  const stored = await store.put(key, body, sizeBytes)
  if (stored.outcome === 'stored' || stored.outcome === 'exists') return stored.sha256
  throw new AppError('PROVIDER_ERROR', 'What came with a mail could not be stored', { cause: stored })
}

/** The id of a part of a mail: the same in every attempt, so that none leaves anything behind. */
function partId(mailId: string, index: number): string {
  const last = (Number.parseInt(mailId.slice(-12), 16) + 1 + index) % 2 ** 48
  return mailId.slice(0, -12) + last.toString(16).padStart(12, '0')
}

const nameFor = (mimeType: string, index: number) =>
  mimeType === 'message/rfc822' ? `message-${index + 1}.eml` : `attachment-${index + 1}`

const SHOWN = /^image\/(png|jpeg|gif|webp|bmp)$/
const PICTURES_BYTES_MAX = 3 * 1024 * 1024

/** The pictures that a mail shows from its own parts, as addresses that carry them; no more than a page should weigh. */
function picturesOf(attachments: readonly MailAttachment[]) {
  const byId = new Map(attachments.map((part) => [part.content_id, part]))
  let left = PICTURES_BYTES_MAX
  return (contentId: string): string | null => {
    const part = byId.get(contentId)
    if (!part || part.long || !SHOWN.test(part.mime_type) || part.content.length > left) return null
    left -= part.content.length
    return `data:${part.mime_type};base64,${base64(part.content)}`
  }
}

const CHUNK = 0x6000

function base64(bytes: Uint8Array): string {
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, n) =>
    btoa(String.fromCharCode(...bytes.subarray(n * CHUNK, (n + 1) * CHUNK))),
  )
  return chunks.join('')
}
