import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Business, TaxRate } from '../../../../core/contract/business.ts'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import type { DocumentEditor } from '../../../models/document-editor.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import type { Live } from '../../../models/document-totals.ts'
import type { MailText } from '../../../models/mail-text.ts'

/** The words of the mail, and the text that they began with. */
interface MailMessage {
  value: string
  text: MailText
  picked: string
  /** Puts a text in place of what was typed. */
  pick: (templateId: string) => void
}

/** What every part of the editor looks at. */
export interface Editing {
  kind: EditorKind
  editor: DocumentEditor
  business: Business
  rates: readonly TaxRate[]
  /** The last one of this contact. */
  last: AnyDocument | null | undefined
  live: Live
  /** Errors of the fields, from the last attempt to send and from the sums. */
  errors: Record<string, string>
  message: MailMessage
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('outside of the editor')
  return editing
}

/** How the customer can pay what is typed so far; nothing where a kind is not paid. */
export function usePayWords(): string | undefined {
  const { kind, editor, live } = useEditing()
  const { currency } = editor.draft.value
  return kind.usePayWords?.(live.ok ? { amount: live.totals.total, currency } : null)
}

/** The id of a field, so that the summary of errors can lead to it. */
export const fieldId = (field: string) => `document-${field.replaceAll('.', '-')}`
