import type { ReadMail } from '../../domain/mail/read-mail.ts'
import type { ByteRange } from '../ports.ts'

/** A raw mail where it lies. */
export interface RawMail {
  sizeBytes: number
  /** What its server would have written before it: a line of a header. */
  envelope: string
  /** Its bytes, or so many from there. A storage that fails throws. */
  open(range?: ByteRange): Promise<ReadableStream<Uint8Array>>
}

/** Reads a raw mail within limits, and never throws but where its bytes are not to be had. */
export type MailReader = (raw: RawMail) => Promise<ReadMail>
