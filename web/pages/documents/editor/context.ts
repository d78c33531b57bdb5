import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Business, TaxRate } from '../../../../core/contract/business.ts'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import type { Draft } from '../../../models/document-draft.ts'
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

/** What the fields of lines, discounts and charges look at, wherever they are typed. */
export interface Drafting {
  kind: Pick<EditorKind, 'offers'>
  editor: Pick<DocumentEditor, 'change' | 'isUnsaved'> & {
    draft: { readonly value: Draft }
    unsavable: { readonly value: Record<string, string> }
  }
  rates: readonly TaxRate[]
  live: Live
  /** Errors of the fields, from the last attempt to send and from the sums. */
  errors: Record<string, string>
}

/** What every part of the editor of a document looks at. */
export interface Editing extends Drafting {
  kind: EditorKind
  editor: DocumentEditor
  business: Business
  /** The last one of this contact. */
  last: AnyDocument | null | undefined
  message: MailMessage
}

export const EditingContext = createContext<Editing | null>(null)
export const DraftContext = createContext<Drafting | null>(null)

export function useDraft(): Drafting {
  const drafting = useContext(DraftContext)
  if (!drafting) throw new Error('outside of a draft')
  return drafting
}

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
