import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Business, TaxRate } from '../../../core/contract/business.ts'
import type { RecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import '../../styles/editor.css'
import { DateField } from '../../components/date-field.tsx'
import { Drawer } from '../../components/dialog.tsx'
import { FormDrawer } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { type Draft, isBlankLine } from '../../models/document-draft.ts'
import { liveTotals } from '../../models/document-totals.ts'
import { type Form, useForm } from '../../models/form.ts'
import { mediumDay, money } from '../../models/format.ts'
import { recurringInvoices } from '../../models/recurring.ts'
import { contentDraft, contentInput, contentProblems } from '../../models/recurring-draft.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'
import { DraftContext } from '../documents/editor/context.ts'
import { Lines } from '../documents/editor/lines.tsx'

interface WindowProps {
  row: RecurringInvoice
  close: () => void
}

/** What the next invoices say, and how they are made. */
export default function EditRecurring(props: WindowProps) {
  const business = useQuery(businessQuery)
  const rates = useQuery(taxRatesQuery)
  const error = business.error ?? rates.error
  if (business.data && rates.data) return <Edit {...props} business={business.data} rates={rates.data} />
  const again = () => void Promise.all([business.refetch(), rates.refetch()])
  return (
    <Drawer title="Edit recurring invoice" onClose={props.close}>
      {error ? <Problem error={error} what="the settings" retry={again} /> : <SkeletonRows count={6} />}
    </Drawer>
  )
}

const MODES = [
  { value: 'DRAFT', label: 'Make a draft, I send it' },
  { value: 'SEND', label: 'Mail it by itself' },
]
const MOST_DAYS = 365
const MOST_TIMES = 1000

/** Saved by its button and not by itself: a rule that is at work must not bill what is half typed. */
function Edit({ row, close, business, rates }: WindowProps & { business: Business; rates: readonly TaxRate[] }) {
  const draft = useSignal(contentDraft(row, business))
  const form = useForm(startOf(row), ['line_items', 'mode', 'due_days', 'ends_on', 'times'])
  const { values } = form
  const live = liveTotals(draft.value, rates)
  const change = (changes: Partial<Draft>) => {
    draft.value = { ...draft.value, ...changes }
  }
  const submit = async () => {
    // Lines are counted as they are sent.
    const lines = draft.value.lines.filter((line) => !isBlankLine(line))
    if (lines.length > 0) change({ lines })
    const missing = { ...(live.ok ? {} : live.errors), ...contentProblems(draft.value), ...scheduleProblems(values) }
    const body = {
      ...contentInput(draft.value),
      mode: values.mode,
      due_days: wholeNumber(values.due_days, 0, MOST_DAYS) ?? 0,
      ends_on: values.ends_on || null,
      times: wholeNumber(values.times, 1, MOST_TIMES),
    }
    if (!(await form.send(missing, () => recurringInvoices.update(row, body)))) return
    showToast({ text: 'Saved' })
    close()
  }
  const { errors } = form
  const editor = { draft, change, isUnsaved: false, unsavable: NOTHING }
  return (
    <FormDrawer
      title={`Edit what ${row.contact.display_name} gets`}
      form={form}
      submit={submit}
      close={close}
      verb="Save"
      doing="Saving…"
    >
      <p class="muted">{fromWhen(row)}</p>
      <DraftContext.Provider value={{ kind: {}, editor, rates, live, errors }}>
        <Lines />
      </DraftContext.Provider>
      <p class="inline">
        <span class="grow muted">Each invoice</span>
        <span class="title-pane">{live.ok ? money(live.totals.total, row.currency) : '–'}</span>
      </p>
      <TextField
        label="Reference"
        value={draft.value.reference}
        onInput={(reference) => change({ reference })}
        error={errors.reference}
        maxLength={100}
      />
      <TextArea
        label="Notes"
        value={draft.value.notes}
        onInput={(notes) => change({ notes })}
        error={errors.notes}
        maxLength={5000}
      />
      <HowMade form={form} from={row.starts_on} />
    </FormDrawer>
  )
}

const startOf = ({ mode, due_days, ends_on, times }: RecurringInvoice) => ({
  mode,
  due_days: String(due_days),
  ends_on: ends_on ?? '',
  times: times === null ? '' : String(times),
})
type Schedule = ReturnType<typeof startOf>

/** How each one leaves, when it is due, and when the last one comes. */
const HowMade = ({ form, from }: { form: Form<Schedule>; from: string }) => (
  <>
    <SelectField
      label="Each time"
      choices={MODES}
      value={form.values.mode}
      onChange={(mode) => form.set({ mode: mode as Schedule['mode'] })}
    />
    <NumberField label="Days to pay" keypad {...form.text('due_days')} />
    <div class="two-columns">
      <DateField
        label="Last day, if any"
        value={form.values.ends_on}
        min={from}
        onChange={(ends_on) => form.set({ ends_on })}
        error={form.errors.ends_on}
      />
      <NumberField label="Invoices in all, if limited" keypad {...form.text('times')} />
    </div>
  </>
)

const NOTHING = { value: {} } as const

function fromWhen({ next_days: [next] }: RecurringInvoice): string {
  const from = next === undefined ? 'the next invoice' : `the invoice of ${mediumDay(next)}`
  return `What you change counts from ${from} on. Those that were made stay as they are.`
}

function wholeNumber(typed: string, least: number, most: number): number | null {
  const value = Number(typed.trim() || Number.NaN)
  return Number.isInteger(value) && value >= least && value <= most ? value : null
}

const scheduleProblems = ({ due_days, times }: { due_days: string; times: string }): Record<string, string> => ({
  ...(wholeNumber(due_days, 0, MOST_DAYS) === null ? { due_days: `Enter a number from 0 to ${MOST_DAYS}` } : {}),
  ...(times.trim() && wholeNumber(times, 1, MOST_TIMES) === null
    ? { times: `Enter a number from 1 to ${MOST_TIMES}, or nothing` }
    : {}),
})
