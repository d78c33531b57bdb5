import { useQuery } from '@tanstack/preact-query'
import type { Contact } from '../../../core/contract/contacts.ts'
import type { RecordAdvance } from '../../../core/contract/payments.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { paidDayProblem, ReceivedFields } from '../../components/received-fields.tsx'
import { businessQuery } from '../../models/business.ts'
import { noonOf } from '../../models/business-day.ts'
import { isZero } from '../../models/decimal.ts'
import { useForm } from '../../models/form.ts'
import { money, today } from '../../models/format.ts'
import { recordAdvance, type Way } from '../../models/payments.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'

/** Money that a customer pays before there is an invoice, in the currency of the business. */
export default function AdvanceDialog({ contact, close }: { contact: Contact; close: () => void }) {
  const currency = useQuery(businessQuery).data?.currency ?? ''
  const start = { amount: '', provider: 'BANK' as Way, paid_at: today(), note: '' }
  const form = useForm(start, Object.keys(start), {
    name: `Advance of ${contact.display_name}`,
    path: `/contacts/${contact.id}?advance=1`,
  })
  const { values } = form
  const submit = async () => {
    const amount = readDecimal(values.amount)
    const missing = {
      amount: (amount === null || isZero(amount)) && 'Enter an amount',
      paid_at: paidDayProblem(values.paid_at),
    }
    const input: RecordAdvance = {
      provider: values.provider,
      amount: amount ?? '',
      ...(currency ? { currency } : {}),
      ...(values.paid_at === today() ? {} : { paid_at: noonOf(values.paid_at) }),
      note: values.note.trim() || null,
    }
    if (!(await form.send(missing, () => recordAdvance(contact.id, input)))) return
    showToast({ text: `${money(amount ?? '', currency)} kept for ${contact.display_name}` })
    close()
  }
  return (
    <FormDialog
      title="Record advance"
      form={form}
      submit={() => void submit()}
      close={close}
      verb="Record advance"
      doing="Recording…"
    >
      <NumberField
        label="Amount"
        keypad
        full={({ value }) => (currency ? money(value, currency) : value)}
        {...form.text('amount')}
        hint="Kept as their credit until you apply it to an invoice or give it back"
        autoFocus
      />
      <ReceivedFields values={values} errors={form.errors} set={form.set} note={form.text('note')} />
    </FormDialog>
  )
}
