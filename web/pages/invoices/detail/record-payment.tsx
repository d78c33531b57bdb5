import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import type { CreatePayment } from '../../../../core/contract/payments.ts'
import { Button } from '../../../components/button.tsx'
import { DateField } from '../../../components/date-field.tsx'
import { Modal } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { noonOf } from '../../../models/business-day.ts'
import { isZero, readDecimal } from '../../../models/decimal.ts'
import { focusFirstInvalid, useSubmit } from '../../../models/form.ts'
import { currencyDecimals, money, today } from '../../../models/format.ts'
import { excessOver, payments } from '../../../models/payments.ts'
import { showToast } from '../../../models/toasts.ts'

const WAYS = [
  { value: 'CASH', label: 'Cash' },
  { value: 'BANK', label: 'Bank transfer' },
  { value: 'CHECK', label: 'Cheque' },
  { value: 'OTHER', label: 'Other' },
]

/** Money that came by another way than the link: all of it, or a part. */
export function RecordPayment({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const id = useId()
  const form = useSubmit(['amount', 'paid_at', 'provider', 'note'])
  const amount = useSignal(invoice.amount_due)
  const way = useSignal('BANK')
  const chosen = useSignal<string | null>(null)
  const day = chosen.value ?? today()
  const note = useSignal('')
  const errors = form.errors.value
  const submit = async (event: Event) => {
    event.preventDefault()
    const read = readDecimal(amount.value)
    if (form.refuse(read === null || isZero(read) ? { amount: 'Enter an amount' } : {})) return focusFirstInvalid()
    const input: CreatePayment = {
      invoice_id: invoice.id,
      provider: way.value as CreatePayment['provider'],
      amount: read ?? '',
      currency: invoice.currency,
      ...(day === today() ? {} : { paid_at: noonOf(day) }),
      note: note.value.trim() || null,
    }
    if (!(await form.submit(() => payments.create(input)))) return focusFirstInvalid()
    showToast({ text: `${money(input.amount as string, invoice.currency)} recorded` })
    close()
  }
  return (
    <Modal kind="dialog" labelledBy={id} onClose={close}>
      <form class="stack" noValidate onSubmit={submit}>
        <h2 class="title-pane" id={id}>
          Record payment
        </h2>
        <NumberField
          label="Amount"
          decimals={currencyDecimals(invoice.currency)}
          value={amount.value}
          onInput={(value) => (amount.value = value)}
          error={errors.amount}
          hint={<DueHint invoice={invoice} typed={amount.value} />}
          autoFocus
        />
        <SelectField
          label="How"
          choices={WAYS}
          value={way.value}
          onChange={(value) => (way.value = value)}
          error={errors.provider}
        />
        <DateField label="When" value={day} onChange={(value) => (chosen.value = value)} error={errors.paid_at} />
        <TextField label="Note" value={note.value} onInput={(value) => (note.value = value)} error={errors.note} />
        <FormProblem error={form.problem.value} />
        <div class="actions">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            {form.busy.value ? 'Recording…' : 'Record payment'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What is due; above it, what becomes of the rest. Room for both lines is kept, so that nothing moves while one types. */
function DueHint({ invoice, typed }: { invoice: Invoice; typed: string }) {
  const excess = excessOver(invoice.amount_due, typed)
  return (
    <span class="due-hint" aria-live="polite">
      {excess
        ? `${money(excess, invoice.currency)} more than is due: it will be kept as unapplied money.`
        : `${money(invoice.amount_due, invoice.currency)} is due`}
    </span>
  )
}
