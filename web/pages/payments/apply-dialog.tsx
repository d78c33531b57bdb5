import { useQuery } from '@tanstack/preact-query'
import type { InvoiceSummary } from '../../../core/contract/invoices.ts'
import type { UnappliedMoney } from '../../../core/contract/payments.ts'
import { PlainDialog } from '../../components/dialog.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { isZero } from '../../models/decimal.ts'
import { useForm } from '../../models/form.ts'
import { currencyDecimals, editable, money, shortDay } from '../../models/format.ts'
import { invoices } from '../../models/invoices.ts'
import { exceeds, unappliedMoney } from '../../models/payments.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'

interface ApplyProps {
  row: UnappliedMoney
  close: () => void
}

/** Money that was kept is applied to an invoice that its customer owes: the oldest is proposed. */
export function ApplyDialog({ row, close }: ApplyProps) {
  const of = row.contact_id ? { contact_id: row.contact_id } : {}
  const asked = useQuery(invoices.rows({ status: 'UNPAID', limit: 100, ...of }))
  const owed = asked.data?.filter(({ currency }) => currency === row.currency)
  if (owed?.length) return <ApplyForm row={row} owed={owed} close={close} />
  return (
    <PlainDialog title={titleOf(row)} onClose={close}>
      <p aria-live="polite">{wordsFor(row, asked.isError, owed)}</p>
    </PlainDialog>
  )
}

const titleOf = (row: UnappliedMoney) => `Apply ${money(row.amount, row.currency)}`

function wordsFor({ contact_name, currency }: UnappliedMoney, isError: boolean, owed: readonly unknown[] | undefined) {
  if (isError) return 'What is owed could not be read. Close this and try again.'
  if (!owed) return 'Looking for what is owed…'
  return `${contact_name ?? 'Nobody'} owes ${contact_name ? 'nothing' : 'anything'} in ${currency}.`
}

function ApplyForm({ row, owed, close }: ApplyProps & { owed: readonly InvoiceSummary[] }) {
  const show = (amount: string) => money(amount, row.currency)
  const first = owed[0]!
  const form = useForm({ invoice_id: first.id, amount: fitting(row, first) })
  const chosen = owed.find(({ id }) => id === form.values.invoice_id) ?? first
  const submit = async () => {
    const amount = readDecimal(form.values.amount)
    const missing = { amount: amountProblem(row, chosen, amount) }
    const apply = () =>
      unappliedMoney.act(row.id, 'apply', { invoice_id: form.values.invoice_id, amount: amount ?? '' })
    if (!(await form.send(missing, apply))) return
    showToast({ text: `${show(amount ?? '')} applied to ${chosen.invoice_number}` })
    close()
  }
  return (
    <FormDialog title={titleOf(row)} form={form} submit={submit} close={close} verb="Apply" doing="Applying…">
      <SelectField
        label="Invoice"
        choices={owed.map((invoice) => ({ value: invoice.id, label: labelOf(invoice, row.contact_id === null) }))}
        value={form.values.invoice_id}
        onChange={(invoice_id) => {
          const next = owed.find(({ id }) => id === invoice_id)
          form.set({ invoice_id, ...(next ? { amount: fitting(row, next) } : {}) })
        }}
        error={form.errors.invoice_id}
      />
      <NumberField
        label="Amount"
        keypad
        full={({ value }) => show(value)}
        {...form.text('amount')}
        hint={`${show(chosen.amount_due)} is due, ${show(row.amount)} is left of this money`}
      />
    </FormDialog>
  )
}

const labelOf = (invoice: InvoiceSummary, isNamed: boolean) =>
  [
    invoice.invoice_number,
    isNamed ? invoice.contact.display_name : null,
    money(invoice.amount_due, invoice.currency),
    invoice.due_date ? `due ${shortDay(invoice.due_date)}` : null,
  ]
    .filter(Boolean)
    .join(' · ')

/** As much as fits. */
const fitting = (row: UnappliedMoney, invoice: InvoiceSummary): string =>
  editable(exceeds(row.amount, invoice.amount_due) ? invoice.amount_due : row.amount, currencyDecimals(row.currency))

function amountProblem(row: UnappliedMoney, invoice: InvoiceSummary, amount: string | null) {
  if (amount === null || isZero(amount)) return 'Enter an amount'
  if (exceeds(amount, row.amount)) return `At most ${money(row.amount, row.currency)} is left of it`
  return exceeds(amount, invoice.amount_due) && `Only ${money(invoice.amount_due, row.currency)} is due`
}
