import { Check, Trash2, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { DateField } from '../../components/date-field.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { currencyChoices } from '../../models/currencies.ts'
import { deleteLater } from '../../models/delete-later.ts'
import { type Expense, expenses, nameOf } from '../../models/expenses.ts'
import { useForm } from '../../models/form.ts'
import { currencyDecimals, editable, mediumDay, money } from '../../models/format.ts'
import { go } from '../../models/navigation.ts'
import type { ReadValues } from '../../models/reading/typed.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'
import { usePageCommands } from '../../models/use-page-commands.ts'
import { ReadField, ReadingNote, useReadValues } from './read-field.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { CategoryField, VendorField } from './vendor-field.tsx'

const FIELDS = [
  'vendor_name',
  'vendor_contact_id',
  'expense_date',
  'amount',
  'currency',
  'tax_total',
  'invoice_number',
  'due_date',
  'category',
  'notes',
]

const startOf = (expense: Expense) => ({
  vendor_contact_id: expense.vendor_contact_id,
  vendor_name: expense.vendor_name ?? '',
  expense_date: expense.expense_date ?? '',
  amount: typedAs(expense.amount, expense.currency),
  currency: expense.currency,
  tax_total: typedAs(expense.tax_total, expense.currency),
  invoice_number: expense.invoice_number ?? '',
  due_date: expense.due_date ?? '',
  category: expense.category ?? '',
  notes: expense.notes ?? '',
})
type Values = ReturnType<typeof startOf>

const typedAs = (amount: string | null, currency: string) =>
  amount === null ? '' : editable(amount, currencyDecimals(currency))

const bodyOf = (values: Values) => ({
  ...(values.vendor_contact_id
    ? { vendor_contact_id: values.vendor_contact_id }
    : { vendor_contact_id: null, vendor_name: values.vendor_name }),
  expense_date: values.expense_date || null,
  amount: numberOf(values.amount),
  currency: values.currency,
  tax_total: numberOf(values.tax_total),
  invoice_number: values.invoice_number,
  due_date: values.due_date || null,
  category: values.category,
  notes: values.notes,
})

const numberOf = (typed: string) => (typed.trim() === '' ? null : (readDecimal(typed) ?? typed))

/** Its fields, kept as typed until they are saved; what it lacks to be submitted is said by the fields. */
export function ExpenseForm({ expense, back, notes }: { expense: Expense; back: string; notes: ComponentChildren }) {
  const form = useForm(startOf(expense), FIELDS, { name: nameOf(expense), path: back, id: expense.id })
  const [isRejecting, setRejecting] = useState(false)
  const can = (action: string) => expense.allowed_actions.includes(action)
  const isChanged = Object.keys(form.typed).length > 0
  const save = async () => {
    const saved = isChanged ? await expenses.update(expense, bodyOf(form.values)) : expense
    form.reset()
    return saved as Expense
  }
  const submit = () =>
    form.send({}, async () => {
      const saved = await save()
      await expenses.act(saved.id, 'submit', { if_match_version: saved.version })
      showToast({ text: 'Submitted' })
    })
  const approve = () =>
    form.send({}, async () => {
      await expenses.act(expense.id, 'approve', { if_match_version: expense.version })
      showToast({ text: 'Approved' })
    })
  const remove = () => {
    deleteLater(expense.id, `${nameOf(expense)} was deleted`, () => expenses.remove(expense.id))
    go(back)
  }
  // A vendor's name that was read is of no contact.
  const type = (changes: Partial<Values>) =>
    form.set({ ...changes, ...(changes.vendor_name !== undefined && { vendor_contact_id: null }) })
  const read = useReadValues(expense, { values: form.values, set: type, typedAs })
  useCommands(expense, { submit, approve, reject: () => setRejecting(true), remove })
  return (
    <form
      class="expense-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.send({}, save)
      }}
    >
      <div class="expense-fields stack">
        {notes}
        {can('update') && <ReadingNote expense={expense} read={read} />}
        {can('update') ? <Fields id={expense.id} form={form} read={read} /> : <Facts expense={expense} />}
        <FormProblem error={form.problem} />
      </div>
      <footer class="expense-footer">
        {can('delete') && <Button look="quiet" icon={Trash2} label="Delete" onClick={remove} />}
        <span class="grow small muted">{isChanged && 'Not saved yet'}</span>
        {can('update') && (
          <>
            <Button type="submit" busy={form.busy}>
              Save
            </Button>
            <Button look="primary" busy={form.busy} onClick={() => void submit()}>
              Submit
            </Button>
          </>
        )}
        {can('reject') && <Button onClick={() => setRejecting(true)}>Reject</Button>}
        {can('approve') && (
          <Button look="primary" icon={Check} busy={form.busy} onClick={() => void approve()}>
            Approve
          </Button>
        )}
      </footer>
      {isRejecting && <RejectDialog expense={expense} close={() => setRejecting(false)} />}
    </form>
  )
}

function useCommands(
  expense: Expense,
  { submit, approve, reject, remove }: Record<'submit' | 'approve' | 'reject' | 'remove', () => unknown>,
) {
  const can = (action: string) => expense.allowed_actions.includes(action)
  const command = (action: string, label: string, icon: typeof Check, run: () => unknown) =>
    can(action) ? [{ id: `${action} ${expense.id} ${expense.version}`, label, icon, run: () => void run() }] : []
  usePageCommands({
    title: nameOf(expense),
    commands: [
      ...command('submit', 'Submit', Check, submit),
      ...command('approve', 'Approve', Check, approve),
      ...command('reject', 'Reject', X, reject),
      ...command('delete', 'Delete', Trash2, remove),
    ],
  })
}

function Fields({ id, form, read }: { id: string; form: ReturnType<typeof useForm<Values>>; read: ReadValues }) {
  const { values, set, errors, text } = form
  const of = (place: keyof ReadValues) => ({ id, read, place })
  const inFull = ({ value }: { value: string }) => money(value, values.currency)
  return (
    <>
      <ReadField {...of('vendor_name')}>
        <VendorField values={values} set={set} error={errors.vendor_name ?? errors.vendor_contact_id} />
      </ReadField>
      <div class="field-pair">
        <ReadField {...of('expense_date')}>
          <DateField
            label="Date"
            value={values.expense_date}
            onChange={(expense_date) => set({ expense_date })}
            error={errors.expense_date}
          />
        </ReadField>
        <ReadField {...of('amount')}>
          <NumberField label="Amount, with tax" keypad full={inFull} {...text('amount')} />
        </ReadField>
      </div>
      <div class="field-pair">
        <ReadField {...of('tax_total')}>
          <NumberField label="Tax in it" keypad full={inFull} {...text('tax_total')} />
        </ReadField>
        <ReadField {...of('currency')}>
          <SelectField
            label="Currency"
            value={values.currency}
            choices={currencyChoices()}
            onChange={(currency) => set({ currency })}
            error={errors.currency}
          />
        </ReadField>
      </div>
      <div class="field-pair">
        <TextField label="Invoice number" maxLength={100} {...text('invoice_number')} />
        <DateField
          label="Due"
          value={values.due_date}
          onChange={(due_date) => set({ due_date })}
          error={errors.due_date}
        />
      </div>
      <ReadField {...of('category')}>
        <CategoryField value={values.category} onChange={(category) => set({ category })} error={errors.category} />
      </ReadField>
      <TextArea label="Notes" maxLength={2000} {...text('notes')} />
    </>
  )
}

/** To whoever cannot change it now. */
function Facts({ expense }: { expense: Expense }) {
  const { expense_date, amount, tax_total, currency, category, notes, vendor_name, invoice_number, due_date } = expense
  const facts: [string, string | null][] = [
    ['Vendor', vendor_name],
    ['Date', expense_date && mediumDay(expense_date)],
    ['Amount, with tax', amount && money(amount, currency)],
    ['Tax in it', tax_total && money(tax_total, currency)],
    ['Invoice number', invoice_number],
    ['Due', due_date && mediumDay(due_date)],
    ['Category', category],
    ['Notes', notes],
  ]
  return (
    <dl class="expense-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt class="small muted">{name}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
