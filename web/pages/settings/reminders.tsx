import { useQuery } from '@tanstack/preact-query'
import type { Schedule } from '../../../core/domain/reminders/schedule.ts'
import { Check } from '../../components/check.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import ReminderWords from '../../components/reminder-words.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { addDays, mediumDay, plural, today } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { saveProfile } from '../../models/profile.ts'
import {
  DAYS_HINT,
  isMissed,
  isWorthSaying,
  missedWords,
  REHEARSED,
  type Reminder,
  readDays,
  rehearsal,
  reminders,
  stageWords,
  stateWords,
} from '../../models/reminders.ts'
import { showToast } from '../../models/toasts.ts'
import { useDebounced } from '../../models/use-debounced.ts'
import { StatementDay } from './statement-day.tsx'

const PLACE = { name: 'Reminders', path: '/settings/reminders' }
const LISTED = 20
const GONE = 100

export default function ReminderSettings() {
  const asked = useQuery(businessQuery)
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the reminders" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows />
  const { profile, automatic_reminders, reminders_agreed_at } = asked.data
  return (
    <div class="stack settings-form">
      <ScheduleForm
        schedule={profile.automations.ar_reminders}
        state={automatic_reminders ? (reminders_agreed_at ? 'at work' : 'not yet') : 'no plan'}
      />
      <StatementDay day={asked.data.statement_day} />
      <Coming />
    </div>
  )
}

const LEADS = {
  'at work':
    'An invoice that is not paid is asked for on these days, at nine in the morning. Each can be paused on its page, and each customer can have days of his own.',
  'not yet': 'They begin with the first invoice that is sent from here: whoever sends it sees this schedule.',
  'no plan': 'Your plan sends none by itself. By hand each can be sent from the page of its invoice.',
}

function ScheduleForm({ schedule, state }: { schedule: Schedule; state: keyof typeof LEADS }) {
  const start = {
    on: schedule.enabled,
    after: schedule.days_after_due.join(', '),
    before: schedule.days_before_due.join(', '),
  }
  const form = useForm(start, ['after', 'before'], PLACE)
  const canEdit = may('profile.update_overrides')
  const [after, before] = [readDays(form.values.after), readDays(form.values.before)]
  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = { after: after === null && DAYS_HINT, before: before === null && DAYS_HINT }
    const change = { enabled: form.values.on, days_after_due: after ?? [], days_before_due: before ?? [] }
    if (!(await form.send(missing, () => saveProfile({ overrides: { automations: { ar_reminders: change } } })))) return
    form.reset()
    showToast({ text: 'Saved' })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <SettingsCard title="Reminders of unpaid invoices" lead={LEADS[state]}>
        <Check
          label="Remind of what is late"
          isSwitch
          checked={form.values.on}
          disabled={!canEdit}
          onChange={(on) => form.set({ on })}
        />
        <div class="two-columns">
          <TextField
            label="Days after the due date"
            {...form.text('after')}
            hint="A first, a second and a final reminder; a week after the final one it becomes work for you"
            disabled={!canEdit}
            maxLength={40}
          />
          <TextField
            label="Days before the due date"
            {...form.text('before')}
            hint="Left empty: none"
            disabled={!canEdit}
            maxLength={40}
          />
        </div>
        {after !== null && before !== null && (
          <ReminderWords days={{ days_after_due: after, days_before_due: before }} />
        )}
        {may('reminders.rehearse') && <Rehearsal after={form.values.after} before={form.values.before} />}
      </SettingsCard>
      <FormProblem error={form.problem} />
      {canEdit && <SaveBar form={form} />}
    </form>
  )
}

/** What these days would have done, before they are kept. */
function Rehearsal(typed: { after: string; before: string }) {
  const rested = { after: useDebounced(typed.after, 400), before: useDebounced(typed.before, 400) }
  const [after, before] = [readDays(rested.after), readDays(rested.before)]
  const days = { days_after_due: after ?? [], days_before_due: before ?? [] }
  const asked = useQuery({ ...rehearsal(days), enabled: after !== null && before !== null })
  if (asked.error) return <Problem error={asked.error} what="the rehearsal" retry={() => void asked.refetch()} />
  if (!asked.data) return <p class="muted">…</p>
  const { data, cursor } = asked.data
  const count = cursor
    ? `More than ${REHEARSED} reminders`
    : data.length
      ? plural(data.length, 'reminder')
      : 'No reminder'
  const customers = new Set(data.map(({ contact_name }) => contact_name)).size
  return (
    <details class="stack">
      <summary>
        {count} would have gone out in the past 90 days{data.length > 0 && `, to ${plural(customers, 'customer')}`}
      </summary>
      <ReminderRows rows={data} state={false} />
    </details>
  )
}

/** To come first; what went out in the last thirty days below it. */
function Coming() {
  const coming = useQuery(reminders.rows({ from: today(), limit: LISTED }))
  const gone = useQuery(reminders.rows({ to: addDays(today(), -1), limit: GONE }))
  return (
    <>
      <Listed
        title="To come"
        asked={coming}
        rows={coming.data && gone.data && [...gone.data.filter(isMissed), ...coming.data]}
        none="Nothing: what is sent and not paid stands here with its days."
      />
      <Listed
        title="Gone out in thirty days"
        asked={gone}
        rows={gone.data?.filter((row) => !isMissed(row))}
        none="Nothing."
      />
    </>
  )
}

interface ListedProps {
  title: string
  asked: { error: unknown; refetch: () => unknown }
  rows: Reminder[] | undefined
  none: string
}

function Listed({ title, asked, rows: all, none }: ListedProps) {
  const rows = all?.filter(isWorthSaying)
  return (
    <SettingsCard title={title}>
      {asked.error ? (
        <Problem error={asked.error} what="the reminders" retry={() => void asked.refetch()} />
      ) : !rows ? (
        <SkeletonRows count={3} />
      ) : rows.length === 0 ? (
        <p class="muted">{none}</p>
      ) : (
        <ReminderRows rows={rows} state />
      )}
    </SettingsCard>
  )
}

const ReminderRows = ({ rows, state }: { rows: readonly Reminder[]; state: boolean }) => (
  <ul class="stack">
    {rows.map((row) => (
      <li class="stack none" key={`${row.invoice_id} ${row.stage} ${row.on}`}>
        <span class="break">
          <a href={`/invoices/${row.invoice_id}`}>{row.invoice_number}</a> {row.contact_name}
        </span>
        <span class="muted small">
          {isMissed(row) ? (
            `${missedWords(row)}, ${stageWords(row).toLowerCase()}`
          ) : (
            <>
              <time dateTime={row.on}>{mediumDay(row.on)}</time>, {stageWords(row).toLowerCase()}
              {state && `, ${stateWords(row)}`}
            </>
          )}
        </span>
      </li>
    ))}
  </ul>
)
