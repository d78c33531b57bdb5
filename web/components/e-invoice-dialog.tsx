import type { Detail } from '../api.ts'
import { PlainDialog } from './dialog.tsx'

export interface EInvoiceDialogProps {
  missing: readonly Detail[]
  contactId: string
  close: () => void
}

/** What is to be done before a document can be an e-invoice, each with the way there. */
export default function EInvoiceDialog({ missing, contactId, close }: EInvoiceDialogProps) {
  return (
    <PlainDialog title="No e-invoice yet" onClose={close}>
      <ul class="stack" aria-label="What is to be done">
        {missing.map(({ field, message }) => {
          const way = wayTo(field, contactId)
          return (
            <li key={field}>
              {message}
              {way && (
                <>
                  {'. '}
                  <a href={way.href} onClick={close}>
                    {way.words}
                  </a>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </PlainDialog>
  )
}

function wayTo(field: string, contactId: string): { href: string; words: string } | null {
  if (field.startsWith('business.')) return { href: '/settings/business', words: 'Settings, Business' }
  if (field.startsWith('tax_rates.')) return { href: '/settings/taxes', words: 'Settings, Taxes' }
  return field.startsWith('contact.') ? { href: `/contacts/${contactId}`, words: 'Open the contact' } : null
}
