import { signal } from '@preact/signals'
import type { Extraction } from '../../../core/contract/extraction.ts'
import { get, post } from '../../api.ts'
import { sentence } from '../sentences.ts'
import { linesOfPicture, type PictureLine } from './picture-reader.ts'

export { linesOfPicture }
export type ReceiptFields = Extraction['fields']
/** A line, and where it stands on the picture, if it is one. */
export type ReadLine = Pick<PictureLine, 'text'> & { box?: PictureLine['box'] }

/** What became of the picture of an expense on this device; `share`: how much of it has been read, null where the server reads it. */
export type Reading =
  | { state: 'reading'; share: number | null }
  | { state: 'read'; fields: ReceiptFields; lines: ReadLine[]; size: { width: number; height: number } }
  | { state: 'failed'; problem: string }

/** By the id of the expense. */
export const readings = signal<ReadonlyMap<string, Reading>>(new Map())
/** What is said of the receipt that an expense has now; of one that was replaced nothing more is said. */
type Tell = (reading: Reading) => void
const now = new Map<string, Tell>()
function begin(id: string, share: number | null): Tell {
  const tell: Tell = (reading) => {
    if (now.get(id) === tell) readings.value = new Map([...readings.value, [id, reading]])
  }
  now.set(id, tell)
  tell({ state: 'reading', share })
  return tell
}

/** Its receipt is gone. */
export const forgetReading = (id: string): void => {
  now.delete(id)
  readings.value = new Map([...readings.value].filter(([one]) => one !== id))
}

const LINES_MAX = 600
const LETTERS_MAX = 200

/** Reads the picture of a receipt here, and what its words mean at the API. It never fails: what went wrong is said beside the fields. */
export function readReceiptOf(id: string, picture: Blob): Promise<void> {
  const tell = begin(id, 0)
  // One at a time: each takes some hundred megabytes.
  last = last.then(() => (now.get(id) === tell ? read(picture, tell) : undefined))
  return last
}
let last = Promise.resolve()
const short = ({ text, box }: PictureLine) => ({ text: text.slice(0, LETTERS_MAX).toWellFormed(), box })

async function read(picture: Blob, tell: Tell): Promise<void> {
  try {
    const bitmap = await createImageBitmap(picture)
    const size = { width: bitmap.width, height: bitmap.height }
    bitmap.close()
    const lines = await linesOfPicture(picture, (share) => tell({ state: 'reading', share }))
    const asked = { kind: 'receipt' as const, lines: lines.slice(0, LINES_MAX).map(short) }
    const fields = lines.length > 0 ? (await post('/v1/ai/extract', asked)).data.fields : {}
    tell({ state: 'read', fields, lines, size })
  } catch (error) {
    tell({ state: 'failed', problem: sentence(error) })
  }
}

/** What the server reads of a PDF, once. */
export async function readPdfOf(id: string): Promise<void> {
  if (readings.value.has(id)) return
  const tell = begin(id, null)
  try {
    const { fields, lines } = (await get('/v1/expenses/:id/reading', { params: { id } })).data
    tell({ state: 'read', fields, lines: lines.map((text) => ({ text })), size: { width: 0, height: 0 } })
  } catch (error) {
    tell({ state: 'failed', problem: sentence(error) })
  }
}
