import type { LinkFile as LinkedTo, File as StoredFile } from '../../core/contract/files.ts'
import { FILE_BYTES_MAX } from '../../core/domain/files/limits.ts'
import { ApiError, post } from '../api.ts'
import { locale } from './locale.ts'
import { Resource } from './resource.ts'

export type { LinkedTo, StoredFile }

export const files = new Resource('file', '/v1/files')

/** What the files of one thing are asked with: more than these it seldom has. */
export const filesOf = (of: LinkedTo) => files.rows({ ...of, limit: 100 })

/** Announces a file, sends its bytes, and says what it belongs to. Safe to repeat from the start: what nothing links to goes by itself. */
export const uploadFile = async (file: File, of: LinkedTo, sent: (share: number) => void): Promise<StoredFile> =>
  files.act(await sendFile(file, sent), 'link', of)

/** Announces a file and sends its bytes; it belongs to nothing yet. */
export async function sendFile(file: File, sent: (share: number) => void, bytesMax = FILE_BYTES_MAX): Promise<string> {
  if (file.size === 0) throw new ApiError(422, 'VALIDATION_ERROR', 'This file is empty.')
  if (file.size > bytesMax)
    throw new ApiError(413, 'VALIDATION_ERROR', `Files can have up to ${Math.floor(bytesMax / 2 ** 20)} MB.`)
  const mime_type = file.type || 'application/octet-stream'
  const { data } = await post('/v1/files/presign', {
    file_name: file.name.slice(-255),
    mime_type,
    size_bytes: file.size,
    ...(await hashOf(file)),
  })
  await putBytes(data.upload_url, file, mime_type, sent)
  return data.file_id
}

/** Only pages that came over a safe connection can hash. */
export async function hashOf(file: Blob): Promise<{ sha256?: string }> {
  if (!globalThis.crypto.subtle) return {}
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return { sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

/** Not by fetch: it does not tell how far it is. */
export function putBytes(url: string, file: Blob, type: string, sent: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('Content-Type', type)
    request.upload.onprogress = ({ loaded, total }) => sent(total ? loaded / total : 0)
    request.onload = () => (request.status === 200 ? resolve() : reject(refusalOf(request)))
    request.onerror = () => reject(new ApiError(0, 'OFFLINE', 'The connection was lost.'))
    request.send(file)
  })
}

function refusalOf({ status, responseText }: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(responseText) as {
      error: { code: string; message: string; details: { field: string; message: string }[] }
    }
    return new ApiError(status, error.code, error.details[0]?.message ?? error.message)
  } catch {
    return new ApiError(status, 'UNKNOWN', 'The file did not arrive.')
  }
}

export const removeFile = (id: string): Promise<void> => files.remove(id)

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

/** A size as people say it, in their language. */
export function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2)
  const unitDisplay = power === 0 ? 'long' : 'short'
  const format = {
    style: 'unit',
    unit: UNITS[power]!,
    unitDisplay,
    maximumFractionDigits: power === 2 ? 1 : 0,
  } as const
  return new Intl.NumberFormat(locale(), format).format(bytes / 1000 ** power)
}
