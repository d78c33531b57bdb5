/**
 * What is numbered, frozen, printed and opened by links. A kind names its tables and columns (`invoice`: `invoices`,
 * `invoice_lines`, `invoice_number`), in TypeScript and in migrations/functions/documents.sql.
 */
export const DOCUMENT_KINDS = {
  invoice: { resource: 'invoices', word: 'Invoice' },
  quote: { resource: 'quotes', word: 'Quote' },
} as const satisfies Record<string, { resource: string; word: string }>

export type DocumentKind = keyof typeof DOCUMENT_KINDS
export type DocumentResource = (typeof DOCUMENT_KINDS)[DocumentKind]['resource']
