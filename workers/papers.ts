import { fileNameOf } from '../core/domain/documents/file-name.ts'
import { frozenPaper, type PaperPlace } from '../core/services/documents/paper.ts'
import type { Papers } from '../core/services/documents/papers.ts'
import { type HubContext, systemDb } from './context.ts'

/** What papers are made with. */
export interface Print {
  papers: Papers
  /** What was made of a frozen document before, else what is drawn now, which is kept then; without a place it is drawn each time. */
  once(place: PaperPlace | null, draw: () => Promise<Uint8Array>): Promise<Uint8Array>
}

export function printOf(c: HubContext): Print {
  const { papers, fileStore } = c.var.services
  const ports = { system: systemDb(c), fileStore, requestId: c.var.requestId }
  return { papers, once: (place, draw) => (place ? frozenPaper(ports, place, draw) : draw()) }
}

/** The bytes of a document, to be kept by whoever asks under the name of its kind and number. */
export const answerPaper = (c: HubContext, number: string | null, kind: string, bytes: Uint8Array) =>
  c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${fileNameOf(kind, number)}"`,
  })

/** The file of an e-invoice, likewise. */
export const answerXml = (c: HubContext, number: string, kind: string, xml: string) =>
  c.body(xml, 200, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileNameOf(kind, number, 'xml')}"`,
  })
