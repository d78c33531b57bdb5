import { useState } from 'preact/hooks'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { paidDayProblem, ReceivedFields } from '../../../components/received-fields.tsx'
import { noonOf } from '../../../models/business-day.ts'
import { isZero } from '../../../models/decimal.ts'
import { useForm } from '../../../models/form.ts'
import { currencyDecimals, editable, money, today } from '../../../models/format.ts'
import { excessOver, payments, type Way } from '../../../models/payments.ts'
import { showToast } from '../../../models/toasts.ts'
import { readDecimal } from '../../../models/typed-number.ts'

/** Money that came by another way than the link: all of it, or a part. */
export function RecordPayment({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const start = {
    amount: editable(invoice.amount_due, currencyDecimals(invoice.currency)),
    provider: 'BANK' as Way,
    paid_at: today(),
    note: '',
  }
  const place = { name: `Payment on ${invoice.invoice_number}`, path: `/invoices/${invoice.id}` }
  const form = useForm(start, Object.keys(start), place)
  const { values } = form
  const excess = excessOver(invoice.amount_due, values.amount)
  // Nobody keeps a customer's money by a slip: what is too much is asked about once for each amount.
  const [asked, setAsked] = useState<string | null>(null)
  const isAsked = excess !== null && asked === values.amount
  const submit = async () => {
    const amount = readDecimal(values.amount)
    const missing = {
      amount: (amount === null || isZero(amount)) && 'Enter an amount',
      paid_at: paidDayProblem(values.paid_at),
    }
    if (excess && !isAsked && !missing.amount && !missing.paid_at) return setAsked(values.amount)
    const record = () =>
      payments.create({
        invoice_id: invoice.id,
        provider: values.provider,
        amount: amount ?? '',
        currency: invoice.currency,
        ...(values.paid_at === today() ? {} : { paid_at: noonOf(values.paid_at) }),
        note: values.note.trim() || null,
      })
    if (!(await form.send(missing, record))) return
    showToast({ text: `${money(amount ?? '', invoice.currency)} recorded` })
    close()
  }
  return (
    <FormDialog
      title="Record payment"
      form={form}
      submit={submit}
      close={close}
      verb={isAsked ? 'Keep as credit' : 'Record payment'}
      doing="Recording…"
    >
      <NumberField
        label="Amount"
        keypad
        full={({ value }) => money(value, invoice.currency)}
        {...form.text('amount')}
        hint={<DueHint invoice={invoice} excess={excess} isAsked={isAsked} />}
        autoFocus
      />
      <ReceivedFields values={values} errors={form.errors} set={form.set} note={form.text('note')} />
    </FormDialog>
  )
}

interface DueHintProps {
  invoice: Invoice
  excess: string | null
  isAsked: boolean
}

/** What is due; above it, what becomes of the rest. Room for both lines is kept, so that nothing moves while one types. */
function DueHint({ invoice, excess, isAsked }: DueHintProps) {
  const words = () => {
    if (!excess) return `${money(invoice.amount_due, invoice.currency)} is due`
    const more = `${money(excess, invoice.currency)} more than is due`
    return isAsked ? `${more}: keep it as credit, or correct the amount?` : `${more}: it would be kept as credit.`
  }
  return (
    <span class="due-hint" aria-live="polite">
      {words()}
    </span>
  )
}
