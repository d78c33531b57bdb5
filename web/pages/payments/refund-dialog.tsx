import type { Payment } from '../../../core/contract/payments.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { isZero } from '../../models/decimal.ts'
import { useForm } from '../../models/form.ts'
import { currencyDecimals, editable, money } from '../../models/format.ts'
import { exceeds, paymentLabel, payments } from '../../models/payments.ts'
import { may } from '../../models/permissions.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'

const OWES = [
  { value: 'no', label: 'No, it is credited as well' },
  { value: 'yes', label: 'Yes, it is due again' },
]

/** Money that goes back: Stripe sends it, or somebody gave it by hand and writes it down. */
export function RefundDialog({ payment, close }: { payment: Payment; close: () => void }) {
  const start = { amount: editable(payment.refundable, currencyDecimals(payment.currency)), reason: '', owes: 'no' }
  const place = { name: `Refund on ${payment.invoice_number}`, path: `/invoices/${payment.invoice_id}` }
  const form = useForm(start, Object.keys(start), place)
  const show = (amount: string) => money(amount, payment.currency)
  const mayCredit = may('credit_notes.send') && !isZero(payment.applied)
  const submit = async () => {
    const amount = readDecimal(form.values.amount)
    const reason = form.values.reason.trim()
    const missing = { amount: amountProblem(payment, amount), reason: !reason && 'Say why, for your records' }
    let after: Payment | undefined
    const refund = async () => {
      after = await payments.act(payment.id, 'refund', {
        amount: amount ?? '',
        reason,
        credit: mayCredit && form.values.owes === 'no',
      })
    }
    if (!(await form.send(missing, refund))) return
    const isUnderWay = after !== undefined && !isZero(after.refund_pending)
    showToast({ text: isUnderWay ? 'The refund is under way' : `${show(amount ?? '')} refunded` })
    close()
  }
  return (
    <FormDialog
      title={`Refund ${paymentLabel(payment)}`}
      form={form}
      submit={submit}
      close={close}
      verb={payment.provider === 'STRIPE' ? 'Refund' : 'Record refund'}
      doing="Refunding…"
    >
      <p>
        {payment.provider === 'STRIPE'
          ? 'Stripe sends it back the way it came. Banks take up to ten days.'
          : 'This writes down that you gave it back: no money moves by itself.'}
      </p>
      <NumberField
        label="Amount"
        keypad
        full={({ value }) => show(value)}
        {...form.text('amount')}
        hint={`${show(payment.refundable)} can be refunded`}
        autoFocus
      />
      {mayCredit && (
        <SelectField
          label="Do they still owe it?"
          choices={OWES}
          value={form.values.owes}
          onChange={(owes) => form.set({ owes })}
        />
      )}
      <TextField label="Reason" {...form.text('reason')} maxLength={500} />
    </FormDialog>
  )
}

function amountProblem({ refundable, currency }: Payment, amount: string | null) {
  if (amount === null || isZero(amount)) return 'Enter an amount'
  return exceeds(amount, refundable) && `At most ${money(refundable, currency)} can be refunded`
}
