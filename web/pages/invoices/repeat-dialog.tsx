import type { Invoice } from '../../../core/contract/invoices.ts'
import { isDate } from '../../../core/domain/kernel/dates.ts'
import { nextDays, periodDay, periodFrom, type Schedule, type Unit } from '../../../core/domain/recurring/schedule.ts'
import { DateField } from '../../components/date-field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { toWire } from '../../models/document-draft.ts'
import { useForm } from '../../models/form.ts'
import { daysBetween, money, shortDay, today } from '../../models/format.ts'
import { invoiceKind } from '../../models/invoice-kind.ts'
import { go } from '../../models/navigation.ts'
import { recurringInvoices } from '../../models/recurring.ts'
import { showToast } from '../../models/toasts.ts'

const EVERY = [
  { value: '1 WEEK', label: 'Every week' },
  { value: '2 WEEK', label: 'Every 2 weeks' },
  { value: '1 MONTH', label: 'Every month' },
  { value: '2 MONTH', label: 'Every 2 months' },
  { value: '3 MONTH', label: 'Every 3 months' },
  { value: '6 MONTH', label: 'Every 6 months' },
  { value: '1 YEAR', label: 'Every year' },
]
const MODES = [
  { value: 'DRAFT', label: 'Make a draft, I send it' },
  { value: 'SEND', label: 'Mail it by itself' },
]
const ENDS = [
  { value: 'never', label: 'When I end it' },
  { value: 'day', label: 'On a day' },
  { value: 'times', label: 'After a number of invoices' },
]
const MOST_TIMES = 1000
const DAYS_SHOWN = 3

const blank = (startsOn: string) => ({
  every: '1 MONTH',
  startsOn,
  mode: 'DRAFT',
  ends: 'never',
  endsOn: '',
  times: '12',
})
type Values = ReturnType<typeof blank>

/** The same invoice again and again: how often, from when, until when, and whether it goes out by itself. */
export default function RepeatDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const start = blank(monthAfter(invoice.issue_date))
  const form = useForm(start, Object.keys(start))
  const { values } = form
  const submit = async () => {
    const create = () => recurringInvoices.create(bodyOf(invoice, values))
    if (!(await form.send(problemsOf(values), create))) return
    showToast({ text: `First one on ${shortDay(values.startsOn)}` })
    go('/invoices/recurring')
  }
  return (
    <FormDialog
      title="Bill this again and again"
      form={form}
      submit={submit}
      close={close}
      verb="Start"
      doing="Starting…"
    >
      <p>
        {invoice.contact.display_name} gets an invoice of {money(invoice.total, invoice.currency)}, with the lines of
        this one.
      </p>
      <SelectField label="How often" choices={EVERY} value={values.every} onChange={(every) => form.set({ every })} />
      <DateField
        label="First invoice"
        value={values.startsOn}
        min={today()}
        onChange={(startsOn) => form.set({ startsOn })}
        error={form.errors.startsOn ?? form.errors.starts_on}
      />
      <SelectField label="Each time" choices={MODES} value={values.mode} onChange={(mode) => form.set({ mode })} />
      <SelectField label="Ends" choices={ENDS} value={values.ends} onChange={(ends) => form.set({ ends })} />
      {values.ends === 'day' && (
        <DateField
          label="Last day"
          value={values.endsOn}
          min={values.startsOn}
          onChange={(endsOn) => form.set({ endsOn })}
          error={form.errors.endsOn ?? form.errors.ends_on}
        />
      )}
      {values.ends === 'times' && <NumberField label="Invoices" keypad {...form.text('times')} />}
      <p class="meta muted" aria-live="polite">
        {daysWords(values)}
      </p>
    </FormDialog>
  )
}

/** A month, or some, after an invoice, and not before tomorrow. */
function monthAfter(issueDate: string): string {
  const schedule = { startsOn: issueDate, everyCount: 1, everyUnit: 'MONTH', endsOn: null, times: null } as const
  return periodDay(schedule, Math.max(2, periodFrom(schedule, 1, today()))) ?? today()
}

function scheduleOf({ every, startsOn, ends, endsOn, times }: Values): Schedule {
  const [count, unit] = every.split(' ')
  return {
    startsOn,
    everyCount: Number(count),
    everyUnit: unit as Unit,
    endsOn: ends === 'day' && endsOn ? endsOn : null,
    times: ends === 'times' ? timesOf(times) : null,
  }
}

function timesOf(typed: string): number | null {
  const times = Number(typed.trim())
  return Number.isInteger(times) && times >= 1 && times <= MOST_TIMES ? times : null
}

function problemsOf(values: Values) {
  const { startsOn, ends, endsOn, times } = values
  return {
    startsOn: !isDate(startsOn) ? 'Choose a day' : startsOn < today() && 'Choose today or a later day',
    endsOn: ends === 'day' && (!isDate(endsOn) ? 'Choose a day' : endsOn < startsOn && 'Choose a later day'),
    times: ends === 'times' && timesOf(times) === null && `Enter a number from 1 to ${MOST_TIMES}`,
  }
}

function daysWords(values: Values): string {
  if (Object.values(problemsOf(values)).some(Boolean)) return ' '
  const days = nextDays(scheduleOf(values), 1, DAYS_SHOWN + 1)
  const shown = days.slice(0, DAYS_SHOWN).map(shortDay).join(', ')
  return days.length > DAYS_SHOWN ? `${shown} and so on` : shown
}

function bodyOf(invoice: Invoice, values: Values) {
  const draft = invoiceKind.draftOf(invoice)
  const lines = draft.lines.filter(({ deduction }) => deduction === null)
  const { issue_date: _, line_items, ...written } = toWire({ ...draft, lines, reference: '', poNumber: '' })
  const { startsOn, everyCount, everyUnit, endsOn, times } = scheduleOf(values)
  return {
    ...written,
    line_items: line_items.map(({ optional: __, qty_editable: ___, ...line }) => line),
    starts_on: startsOn,
    every_count: everyCount,
    every_unit: everyUnit,
    ends_on: endsOn,
    times,
    mode: values.mode as 'DRAFT' | 'SEND',
    due_days: Math.max(0, daysBetween(invoice.issue_date, invoice.due_date)),
  }
}
