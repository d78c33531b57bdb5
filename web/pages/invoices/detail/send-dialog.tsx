import { useQuery } from '@tanstack/preact-query'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { businessQuery } from '../../../models/business.ts'
import { useForm } from '../../../models/form.ts'
import { money } from '../../../models/format.ts'
import { invoiceKind } from '../../../models/invoice-kind.ts'
import { startSending } from '../../../models/sending.ts'

/** Sending from the page, for the first time or again: to which address, with which words; then ten seconds to take it back. */
export function SendDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const { contact, status } = invoice
  const business = useQuery(businessQuery).data
  const again = status !== 'DRAFT'
  const form = useForm({
    to: contact.email ?? '',
    message: `Hello ${contact.display_name}, here is your invoice${again ? ' again' : ''}. You can see and pay it from the link below. ${business?.name ?? ''}`,
  })
  const to = form.values.to.trim()
  const isOwn = to === contact.email
  const submit = async () => {
    const words = { ...(isOwn ? {} : { to }), message: form.values.message.trim() || null, ...(again ? { again } : {}) }
    const missing = { to: to === '' && 'Say where to send it' }
    if (await form.send(missing, () => startSending(invoiceKind, invoice, to, words))) close()
  }
  return (
    <FormDialog
      title={
        again
          ? `Send ${invoice.invoice_number} to ${contact.display_name} again`
          : `Send ${money(invoice.total, invoice.currency)} to ${contact.display_name}`
      }
      form={form}
      submit={submit}
      close={close}
      verb={again ? 'Send again' : 'Send invoice'}
      keep="Not now"
    >
      <TextField
        label="By email to"
        type="email"
        inputmode="email"
        {...form.text('to')}
        hint={isOwn || !contact.email ? undefined : `For this mail alone: ${contact.email} stays in Contacts`}
      />
      <TextArea label="Message" {...form.text('message')} maxLength={5000} />
    </FormDialog>
  )
}
