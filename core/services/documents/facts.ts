import type { DocumentFacts } from '../../domain/documents/conditions.ts'
import type { DocumentSummaryRow } from './rows.ts'

/** What decides about any document; status and number are its kind's to say. */
export const documentFacts = (row: DocumentSummaryRow): Omit<DocumentFacts, 'status' | 'number'> => ({
  total: row.total,
  lineCount: row.line_count,
  issueDate: row.issue_date,
  isHeld: row.send_at !== null,
  contact: { email: row.contact.email, status: row.contact.status },
})
