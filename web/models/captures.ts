import { signal } from '@preact/signals'
import type { Expense } from '../../core/contract/expenses.ts'
import { FILE_BYTES_MAX } from '../../core/domain/files/limits.ts'
import { ApiError, post } from '../api.ts'
import { type Capture, forgetCapture, keepCapture, keptCaptures } from './capture-store.ts'
import { expenses } from './expenses.ts'
import { hashOf, putBytes, sendFile } from './files.ts'
import { readyToSend } from './photo.ts'
import { changed } from './queries.ts'
import { keepRetryKey } from './retry-keys.ts'
import { sentence } from './sentences.ts'
import { owner } from './stored-drafts.ts'

export type { Capture }

/** What was captured and has not arrived, the oldest first. */
export const waiting = signal<readonly Capture[]>([])
/** How much of the one on its way has been sent. */
export const sending = signal<{ key: string; share: number } | null>(null)

const PATH = '/v1/expenses/upload'

/** Keeps it on this device first, so that nothing is lost, and sends it as soon as there is a connection. */
export async function capture(file: File): Promise<string> {
  const { blob, name, type } = await readyToSend(file)
  if (blob.size === 0) throw new ApiError(422, 'VALIDATION_ERROR', 'This file is empty.')
  if (blob.size > FILE_BYTES_MAX) throw new ApiError(413, 'VALIDATION_ERROR', 'Files can have up to 25 MB.')
  const key = crypto.randomUUID()
  const body = {
    file_name: name.slice(-255) || 'receipt',
    mime_type: type,
    size_bytes: blob.size,
    ...(await hashOf(blob)),
  }
  await keepCapture({ key, owner: owner.value, at: Date.now(), blob, body, problem: null })
  await refresh()
  return key
}

const refresh = async () => {
  waiting.value = await keptCaptures(owner.value)
}

/** Sends what waits, one after the other, in one page at a time. Answers what became of each. */
export function sendCaptures(): Promise<Map<string, Expense>> {
  const send = async () => {
    await refresh()
    const made = new Map<string, Expense>()
    for (const each of waiting.value.filter(({ problem }) => problem === null)) {
      const expense = await sendOne(each)
      if (expense === 'later') break
      if (expense) made.set(each.key, expense)
    }
    return made
  }
  return navigator.locks ? navigator.locks.request('captures', send) : send()
}

/** Null when it was refused for good, which is said beside it. */
async function sendOne(one: Capture): Promise<Expense | 'later' | null> {
  try {
    const expense = await deliver(one)
    await forgetCapture(one.key)
    changed('expense')
    if (/^image\//.test(one.body.mime_type)) void read(expense.id, one.blob)
    return expense
  } catch (error) {
    if (!(error instanceof ApiError) || error.canRetry || error.status === 401) return 'later'
    await keepCapture({ ...one, problem: error.details[0]?.message ?? sentence(error) })
    return null
  } finally {
    sending.value = null
    await refresh()
  }
}

/** The reader is large: it comes when there is something to read. */
const read = (id: string, picture: Blob) =>
  import('./reading/receipts.ts').then(({ readReceiptOf }) => readReceiptOf(id, picture)).catch(() => {})

/** Under the key that it got when it was captured: sent twice, it is one draft and one file. */
async function deliver({ key, body, blob }: Capture): Promise<Expense> {
  keepRetryKey(PATH, JSON.stringify(body), key)
  sending.value = { key, share: 0 }
  const told = (share: number) => {
    sending.value = { key, share }
  }
  const { upload, ...expense } = (await post(PATH, body)).data
  changed('expense')
  try {
    await putBytes(upload.upload_url, blob, body.mime_type, told)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error
    // A day has passed: the draft is there, and its receipt goes to another address.
    const receipt_file_id = await sendFile(new File([blob], body.file_name, { type: body.mime_type }), told)
    await expenses.update(expense, { receipt_file_id })
  }
  return expense
}

export async function retryCapture(one: Capture): Promise<void> {
  await keepCapture({ ...one, problem: null })
  await sendCaptures()
}

export async function dropCapture({ key }: Capture): Promise<void> {
  await forgetCapture(key)
  await refresh()
}

globalThis.addEventListener('online', () => void sendCaptures())
