import { fileNameOf } from '../core/domain/documents/file-name.ts'
import type { HubContext } from './context.ts'

/** The bytes of a document, to be kept by whoever asks under the name of its kind and number. */
export const answerPaper = (c: HubContext, number: string | null, kind: string, bytes: Uint8Array) =>
  c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${fileNameOf(kind, number)}"`,
  })
