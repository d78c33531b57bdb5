import { signal } from '@preact/signals'
import { FILE_BYTES_MAX } from '../../../core/domain/files/limits.ts'
import { ApiError } from '../../api.ts'
import { type AiDraft, aiDrafts } from '../ai-drafts.ts'
import { capture, sendCaptures } from '../captures.ts'
import { sendFile, sizeOf } from '../files.ts'
import { readyToSend } from '../photo.ts'
import type { PictureLine } from '../reading/picture-reader.ts'
import { sentence } from '../sentences.ts'

/** What the server reads of a PDF (core/services/ai-drafts/source.ts). */
const PDF_BYTES_MAX = 8_000_000
const LINES_MAX = 600
const LETTERS_MAX = 200

/** What is being done, or why it did not come to a draft; `waits`: it goes on with a connection. */
export type Step = { doing: string } | { problem: string; waits: boolean }

/** Its words say what to do about it. */
class Unreadable extends Error {}
/** What is needed to read it cannot be had now. */
class Offline extends Error {}

/** A picture or PDF on its way to be a draft. Nothing that was read or has arrived is done twice, however often one tries again. */
export class FileDraft {
  readonly step = signal<Step>({ doing: 'Preparing…' })
  private ready: File | null = null
  private lines: PictureLine[] | null = null
  private arriving: Promise<string> | null = null

  private readonly file: File
  private isGivenUp = false

  constructor(file: File) {
    this.file = file
  }

  /** Nothing more is sent, and no draft is made; what has arrived belongs to nothing and goes by itself. */
  giveUp(): void {
    this.isGivenUp = true
  }

  /** The draft, or null where `step` says why there is none. It never fails. */
  async draft(): Promise<AiDraft | null> {
    try {
      this.ready ??= await readyFile(this.file)
      if (this.isGivenUp) return null
      const isPicture = this.ready.type !== 'application/pdf'
      const [lines, source_id] = await Promise.all([isPicture ? this.read(this.ready) : null, this.arrive(this.ready)])
      if (this.isGivenUp) return null
      this.step.value = { doing: 'Drafting…' }
      return await aiDrafts.create({ source_type: 'FILE', source_id, ...(lines ? { lines } : {}) })
    } catch (error) {
      const waits = error instanceof Offline || (error instanceof ApiError && error.code === 'OFFLINE')
      this.step.value = { problem: waits ? OFFLINE : wordsOf(error), waits }
      return null
    }
  }

  private async read(picture: File) {
    const told = (share: number) => {
      this.step.value = { doing: `Reading it on this device, ${Math.round(share * 100)}%` }
    }
    const coming = (share: number) => {
      this.step.value = { doing: `Getting what reads pictures, once for this device: ${Math.round(share * 100)}%` }
    }
    this.lines ??= await linesIn(picture, told, coming)
    if (this.lines.length === 0) throw new Unreadable(NO_WORDS)
    return this.lines
      .slice(0, LINES_MAX)
      .map(({ text, box }) => ({ text: text.slice(0, LETTERS_MAX).toWellFormed(), box: [...box] }))
  }

  private arrive(file: File): Promise<string> {
    const told = (share: number) => {
      if (this.lines || file.type === 'application/pdf')
        this.step.value = { doing: `Sending it, ${Math.round(share * 100)}%` }
    }
    this.arriving ??= sendFile(file, told).catch((error: unknown) => {
      this.arriving = null
      throw error
    })
    return this.arriving
  }
}

const BY_HAND = 'keep it as an expense and type what it says'
const NO_WORDS = `No words could be read in this picture. Take it again, closer and in good light, or ${BY_HAND}.`
const OFFLINE = 'There is no connection. It is still here, and goes on by itself when there is one.'

async function readyFile(file: File): Promise<File> {
  const { blob, name, type } = await readyToSend(file)
  const isPdf = type === 'application/pdf' || /\.pdf$/i.test(name)
  const most = isPdf ? PDF_BYTES_MAX : FILE_BYTES_MAX
  if (blob.size > most)
    throw new Unreadable(`It has ${sizeOf(blob.size)}, and up to ${sizeOf(most)} can be read: ${BY_HAND}.`)
  const ready = new File([blob], name || 'receipt', { type: isPdf ? 'application/pdf' : type })
  if (!isPdf) await refuseUnlessOpened(ready)
  return ready
}

async function refuseUnlessOpened(picture: File): Promise<void> {
  const bitmap = await createImageBitmap(picture).catch(() => null)
  if (!bitmap) throw new Unreadable('This picture cannot be opened. Take it again, or choose a JPEG, PNG or PDF.')
  bitmap.close()
}

type Share = (share: number) => void

/** The reader is large: it comes when there is something to read. */
async function linesIn(picture: File, told: Share, coming: Share): Promise<PictureLine[]> {
  try {
    const { linesOfPicture } = await import('../reading/receipts.ts')
    return await linesOfPicture(picture, told, coming)
  } catch {
    if (!navigator.onLine) throw new Offline()
    throw new Unreadable(`The reader of pictures did not come. Try again with a connection, or ${BY_HAND}.`)
  }
}

const wordsOf = (error: unknown) => (error instanceof Unreadable ? error.message : sentence(error))

/** The file as an expense to be typed: kept on this device until it has arrived. Answers where it is, null while it waits for a connection. */
export async function keepAsExpense(file: File): Promise<string | null> {
  const key = await capture(file)
  const made = (await sendCaptures()).get(key)
  return made ? `/expenses/${made.id}` : null
}
