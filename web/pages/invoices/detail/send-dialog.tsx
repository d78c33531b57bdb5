import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { TextArea } from '../../../components/text-field.tsx'
import { businessQuery } from '../../../models/business.ts'
import { useSubmit } from '../../../models/form.ts'
import { money } from '../../../models/format.ts'
import { invoiceKind } from '../../../models/invoice-kind.ts'
import { startSending } from '../../../models/sending.ts'

/** Sending from the page: to whom, with which words; then ten seconds to take it back. */
export function SendDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const id = useId()
  const business = useQuery(businessQuery).data
  const typed = useSignal<string | null>(null)
  const form = useSubmit(['message'])
  const message =
    typed.value ??
    `Hello ${invoice.contact.display_name}, here is your invoice. You can see and pay it from the link below. ${business?.name ?? ''}`
  const submit = async (event: Event) => {
    event.preventDefault()
    if (
      await form.submit(() => startSending(invoiceKind, invoice, invoice.contact.email ?? '', message.trim() || null))
    )
      close()
  }
  return (
    <Modal kind="dialog" labelledBy={id} onClose={close}>
      <form class="stack" noValidate onSubmit={submit}>
        <h2 class="title-pane" id={id}>
          Send {money(invoice.total, invoice.currency)} to {invoice.contact.display_name}
        </h2>
        <p class="muted break">By email to {invoice.contact.email}</p>
        <TextArea
          label="Message"
          value={message}
          onInput={(text) => (typed.value = text)}
          maxLength={5000}
          error={form.errors.value.message}
        />
        <FormProblem error={form.problem.value} />
        <div class="actions">
          <Button onClick={close}>Not now</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            Send invoice
          </Button>
        </div>
      </form>
    </Modal>
  )
}
