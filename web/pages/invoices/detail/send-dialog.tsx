import { useQuery } from '@tanstack/preact-query'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea } from '../../../components/text-field.tsx'
import { businessQuery } from '../../../models/business.ts'
import { useForm } from '../../../models/form.ts'
import { money } from '../../../models/format.ts'
import { invoiceKind } from '../../../models/invoice-kind.ts'
import { startSending } from '../../../models/sending.ts'

/** Sending from the page: to whom, with which words; then ten seconds to take it back. */
export function SendDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const business = useQuery(businessQuery).data
  const form = useForm({
    message: `Hello ${invoice.contact.display_name}, here is your invoice. You can see and pay it from the link below. ${business?.name ?? ''}`,
  })
  const submit = async () => {
    const message = form.values.message.trim() || null
    if (await form.send({}, () => startSending(invoiceKind, invoice, invoice.contact.email ?? '', message))) close()
  }
  return (
    <FormDialog
      title={`Send ${money(invoice.total, invoice.currency)} to ${invoice.contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb="Send invoice"
      keep="Not now"
    >
      <p class="muted break">By email to {invoice.contact.email}</p>
      <TextArea label="Message" {...form.text('message')} maxLength={5000} />
    </FormDialog>
  )
}
