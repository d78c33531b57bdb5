import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Business, TaxRate } from '../../../../core/contract/business.ts'
import type { InvoiceEditor } from '../../../models/document-editor.ts'
import type { Live } from '../../../models/document-totals.ts'
import type { PastInvoices } from '../../../models/invoice-history.ts'

/** What every part of the editor looks at. */
export interface Editing {
  editor: InvoiceEditor
  business: Business
  rates: readonly TaxRate[]
  history: PastInvoices | undefined
  live: Live
  /** Errors of the fields, from the last attempt to send and from the sums. */
  errors: Record<string, string>
  message: { value: string }
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('outside of the editor')
  return editing
}

/** The id of a field, so that the summary of errors can lead to it. */
export const fieldId = (field: string) => `invoice-${field.replaceAll('.', '-')}`
