/** How a value stands in a snapshot and becomes JSON: plain is text that needs no escapes, instants are in UTC. */
export const COLUMN_KINDS = ['text', 'plain', 'number', 'boolean', 'instant', 'json'] as const

export interface ArchiveColumn {
  name: string
  kind: (typeof COLUMN_KINDS)[number]
}
