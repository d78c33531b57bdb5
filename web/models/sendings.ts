import { signal } from '@preact/signals'
import type { AnyDocument } from '../../core/contract/documents.ts'

/** What is held before it is done, so that a person can still take it back. */
export interface Sending {
  documentId: string
  /** What is happening, such as `Sending to jane@okafor.example`. */
  words: string
  /** Counts down to 0; then it is on its way and can no longer be taken back. */
  secondsLeft: number
  /** Answers the draft as it is again, where that has changed. */
  undo(): Promise<AnyDocument | null>
}

/** All that is held or on its way; a mail until the server says that it was sent, or why not. */
export const sendings = signal<readonly Sending[]>([])
/** The one whose footer shows it already, so that no toast repeats it. */
export const sendingShownIn = signal<string | null>(null)
