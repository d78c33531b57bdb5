import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { Button } from '../../../components/button.tsx'
import { DateField } from '../../../components/date-field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { isAskable } from '../../../models/business-day.ts'
import { useForm } from '../../../models/form.ts'
import { addDays, mediumDay, today } from '../../../models/format.ts'
import { invoices } from '../../../models/invoices.ts'
import { isMissed, missedWords, type Reminder, reminders, stageWords, stateWords } from '../../../models/reminders.ts'
import { tell } from '../../../models/tell.ts'
import { showToast } from '../../../models/toasts.ts'
import { REMINDERS } from './three.tsx'

/** What was asked for, what will be, and how to hold it back. */
export function RemindersCard({ invoice }: { invoice: Invoice }) {
  const asking = useSignal<'pause' | 'promise' | null>(null)
  const asked = useQuery(reminders.rows({ invoice_id: invoice.id, limit: REMINDERS }))
  const can = (action: string) => invoice.allowed_actions.includes(action)
  const resume = () => tell(invoices.act(invoice.id, 'resume-reminders', {}), 'Reminders go on', 'Not resumed. ')
  return (
    <section class="card padded stack" aria-labelledby="reminders">
      <h2 class="section-title" id="reminders">
        Reminders
      </h2>
      <Waiting invoice={invoice} />
      <div class="inline wrap">
        {can('promise') && <Button onClick={() => (asking.value = 'promise')}>They promised a day…</Button>}
        {can('pause_reminders') && !invoice.reminders_paused && (
          <Button onClick={() => (asking.value = 'pause')}>Pause…</Button>
        )}
        {can('resume_reminders') && <Button onClick={resume}>Resume</Button>}
      </div>
      {asked.data ? (
        <Rows rows={asked.data} />
      ) : asked.error ? (
        <Problem error={asked.error} what="the reminders" retry={() => void asked.refetch()} />
      ) : (
        <SkeletonRows count={3} />
      )}
      {asking.value && <DayDialog invoice={invoice} what={asking.value} close={() => (asking.value = null)} />}
    </section>
  )
}

function Waiting({ invoice }: { invoice: Invoice }) {
  const { reminders_paused: paused, reminders_paused_until: until, promised_on: promised } = invoice
  const words = [
    ...(paused ? [until ? `Paused up to ${mediumDay(until)}.` : 'Paused until somebody resumes them.'] : []),
    ...(promised ? [`Payment is promised by ${mediumDay(promised)}: nothing goes out by itself until then.`] : []),
  ]
  return words.length ? <p class="muted">{words.join(' ')}</p> : null
}

const Rows = ({ rows }: { rows: readonly Reminder[] }) =>
  rows.length === 0 ? (
    <p class="muted">None are planned.</p>
  ) : (
    <ul class="stack">
      {rows.map((row) => (
        <li class="stack none" key={`${row.stage} ${row.on}`}>
          <span>{stageWords(row)}</span>
          <span class="muted small">
            {isMissed(row) ? (
              missedWords(row)
            ) : (
              <>
                <time dateTime={row.on}>{mediumDay(row.on)}</time>, {stateWords(row)}
              </>
            )}
          </span>
          {row.said && <Said {...row.said} />}
        </li>
      ))}
    </ul>
  )

/** The words of its mail as they went out. */
const Said = ({ subject, text }: NonNullable<Reminder['said']>) => (
  <details class="small">
    <summary>What it said</summary>
    {subject && <p class="strong">{subject}</p>}
    <p class="pre">{text}</p>
  </details>
)

const DAYS = {
  pause: {
    title: 'Pause the reminders of this invoice',
    label: 'Last day of the pause',
    verb: 'Pause',
    done: 'Reminders are paused',
    hint: 'Left empty, until somebody resumes them',
  },
  promise: {
    title: 'By when did they say to pay?',
    label: 'Promised for',
    verb: 'Keep the promise',
    done: 'The promise is kept',
    hint: 'Nothing goes out by itself until that day is over',
  },
} as const

function DayDialog({ invoice, what, close }: { invoice: Invoice; what: 'pause' | 'promise'; close: () => void }) {
  const { title, label, verb, done, hint } = DAYS[what]
  const form = useForm({ day: what === 'promise' ? addDays(today(), 7) : '' }, ['day', 'until', 'date'])
  const { day } = form.values
  const isEmpty = day === ''
  const missing = (isEmpty ? what === 'promise' : !isAskable(day))
    ? 'Choose a day'
    : !isEmpty && day < today() && 'Choose a day to come'
  const keep = () =>
    what === 'promise'
      ? invoices.act(invoice.id, 'promise', { date: day })
      : invoices.act(invoice.id, 'pause-reminders', isEmpty ? {} : { until: day })
  const submit = async () => {
    if (!(await form.send({ day: missing }, keep))) return
    showToast({ text: done })
    close()
  }
  return (
    <FormDialog title={title} form={form} submit={submit} close={close} verb={verb}>
      <DateField
        label={label}
        value={day}
        min={today()}
        hint={hint}
        error={form.errors.day ?? form.errors.until ?? form.errors.date}
        onChange={(to) => form.set({ day: to })}
      />
    </FormDialog>
  )
}
