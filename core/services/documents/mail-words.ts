import type { SendInvoice } from '../../contract/invoices.ts'
import { firstName } from '../../domain/contacts/first-name.ts'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { fillTemplate, variableProblems } from '../../domain/templates/fill.ts'
import { inSubject, SENT_VARIABLES } from '../../domain/templates/variables.ts'
import type { DocumentValues, NamedDocument } from '../document-values.ts'
import type { DocumentLetter } from '../ports.ts'

/** What is typed for a mail, with the variables that stand in it until it goes out. */
export interface MailWords {
  message: string | null
  subject?: string | null | undefined
  language?: string | undefined
}

/** As it is kept until it is sent. */
export const wordsOf = ({ message, subject, language }: Partial<MailWords>): MailWords => ({
  message: message ?? null,
  ...(subject?.trim() ? { subject: subject.trim() } : {}),
  ...(language ? { language } : {}),
})

/** Throws which variables nothing fills when it is sent: nobody gets a letter with a hole in it. */
export function refuseOpenWords({ kind }: { kind: DocumentKind }, { subject, message }: SendInvoice): void {
  const filled = SENT_VARIABLES[kind]
  const why = 'is not filled when it is sent'
  const details = [
    ...variableProblems('subject', subject ?? '', inSubject(filled), why),
    ...variableProblems('message', message ?? '', filled, why),
  ]
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}

/** The words as they go out: with the number, and with the link of this mail alone. */
export function filledWords(
  valuesOf: DocumentValues,
  document: NamedDocument,
  { business, contact }: Pick<DocumentLetter, 'business' | 'contact'>,
  { message, subject, language, url }: MailWords & { url: string },
): { message: string | null; subject: string | null } {
  const values = {
    'contact.name': contact.display_name,
    'contact.first_name': firstName(contact.display_name),
    'business.name': business.name,
    ...valuesOf(document, { language: language ?? business.language, country: business.country }, url),
  }
  const fill = (text: string | null | undefined) => (text ? fillTemplate(text, values).text : null)
  return { message: fill(message), subject: fill(subject) }
}
