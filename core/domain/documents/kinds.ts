/**
 * What is numbered, frozen, printed and opened by links. A kind names its tables and columns (`invoice`: `invoices`,
 * `invoice_lines`, `invoice_number`), in TypeScript and in migrations/functions/documents.sql.
 */
export const DOCUMENT_KINDS = {
  invoice: { resource: 'invoices', word: 'Invoice' },
  quote: { resource: 'quotes', word: 'Quote' },
  credit_note: { resource: 'credit_notes', word: 'Credit note' },
} as const satisfies Record<string, { resource: string; word: string }>

/** As it stands in an address. */
export const pathOfKind = (kind: DocumentKind): string => DOCUMENT_KINDS[kind].resource.replaceAll('_', '-')

export type DocumentKind = keyof typeof DOCUMENT_KINDS
export type DocumentResource = (typeof DOCUMENT_KINDS)[DocumentKind]['resource']
