import type { Condition } from '../kernel/condition.ts'
import type { DocumentKind } from './kinds.ts'

/** What decides about any document. A draft with a number is frozen: its sending began and the provider refused (DESIGN 7). */
export interface DocumentFacts {
  status: string
  number: string | null
  total: bigint
  lineCount: number
  issueDate: string | null
  contact: { status: string | null; email: string | null } | null
  /** It goes out in a moment and can still be taken back. */
  isHeld?: boolean
}

export interface Problem {
  field: string
  message: string
}

type Check = [isWrong: boolean, field: string, message: string]

export const problemsAmong = (checks: readonly Check[]): Problem[] =>
  checks.filter(([isWrong]) => isWrong).map(([, field, message]) => ({ field, message }))

/** What is missing before a document can be finalised at all (H-SM-2, H-SM-3); empty when nothing is. */
export const documentProblems = ({ contact, lineCount, total, issueDate }: DocumentFacts): Problem[] =>
  problemsAmong([
    [contact?.status !== 'ACTIVE', 'contact_id', 'Choose a contact that is not archived'],
    [lineCount < 1, 'line_items', 'Add at least one line'],
    [total <= 0n, 'total', 'The total must be more than zero'],
    [issueDate === null, 'issue_date', 'Choose an issue date'],
  ])

/** What is missing besides before it can go out by e-mail. */
export const mailProblems = ({ contact }: DocumentFacts): Problem[] =>
  problemsAmong([
    [contact?.email === null || contact?.email === '', 'contact.email', 'Email is required for sending via email'],
  ])

const has = (row: string, contact: string) =>
  `exists (select from public.contacts c where c.tenant_id = ${row}.tenant_id and c.id = ${row}.contact_id and c.deleted_at is null and ${contact})`

interface DocumentConditions {
  unnumbered: Condition<DocumentFacts>
  held: Condition<DocumentFacts>
  unheld: Condition<DocumentFacts>
  /** It has all that any finalised document needs. */
  complete: Condition<DocumentFacts>
  /** Its contact has an address for mail. */
  addressed: Condition<DocumentFacts>
}

export const documentConditions = (kind: DocumentKind): DocumentConditions => ({
  unnumbered: {
    holds: ({ number }) => number === null,
    sql: (row) => `${row}.${kind}_number is null`,
  },
  held: {
    holds: ({ isHeld }) => isHeld === true,
    sql: (row) => `${row}.send_at is not null`,
  },
  unheld: {
    holds: ({ isHeld }) => isHeld !== true,
    sql: (row) => `${row}.send_at is null`,
  },
  complete: {
    holds: (document) => documentProblems(document).length === 0,
    sql: (row) => `${row}.total > 0 and ${row}.issue_date is not null
      and exists (select from public.${kind}_lines l where l.tenant_id = ${row}.tenant_id and l.${kind}_id = ${row}.id)
      and ${has(row, "c.status = 'ACTIVE'")}`,
  },
  addressed: {
    holds: (document) => mailProblems(document).length === 0,
    sql: (row) => has(row, "c.email <> ''"),
  },
})
