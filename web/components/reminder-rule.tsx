import { useQuery } from '@tanstack/preact-query'
import type { Schedule } from '../../core/domain/reminders/schedule.ts'
import { businessQuery } from '../models/business.ts'
import { useForm } from '../models/form.ts'
import { may } from '../models/permissions.ts'
import { saveProfile } from '../models/profile.ts'
import { DAYS_HINT, readDays, scheduleWords } from '../models/reminders.ts'
import { showToast } from '../models/toasts.ts'
import { Check } from './check.tsx'
import { FormProblem } from './form-problem.tsx'
import ReminderWords from './reminder-words.tsx'
import { TextField } from './text-field.tsx'

/**
 * The schedule of reminders, before the eyes of who sends the first invoice: from that mail on it is at work (C-16). What is
 * changed here is kept at once. Afterwards it stands in Settings.
 */
export default function ReminderRule() {
  const business = useQuery(businessQuery).data
  if (!business?.automatic_reminders || business.reminders_agreed_at !== null) return null
  return <Rule schedule={business.profile.automations.ar_reminders} />
}

/** As it is typed, as soon as that can be read. */
const readSchedule = (schedule: Schedule, typed: string): Schedule => ({
  ...schedule,
  days_after_due: readDays(typed) ?? schedule.days_after_due,
})

function Rule({ schedule }: { schedule: Schedule }) {
  const form = useForm({ days: schedule.days_after_due.join(', ') }, ['days'])
  const canEdit = may('profile.update_overrides')
  const save = (change: { enabled?: boolean; days_after_due?: number[] }) =>
    saveProfile({ overrides: { automations: { ar_reminders: change } } })
  /** As soon as the field is left: a mail may be sent by the next tap. */
  const keep = async () => {
    if (form.typed.days === undefined) return
    const days = readDays(form.values.days)
    const change = { enabled: true, days_after_due: days ?? [] }
    if (!(await form.send({ days: days === null && DAYS_HINT }, () => save(change)))) return
    form.reset()
    showToast({ text: 'The schedule is kept' })
  }
  const enter = (event: KeyboardEvent) => {
    event.preventDefault()
    void keep()
  }
  const toggle = (enabled: boolean) => void form.send({}, () => save({ enabled }))
  return (
    <fieldset class="stack" aria-label="Reminders">
      <Check
        label="Remind of it when it is late"
        isSwitch
        checked={schedule.enabled}
        disabled={!canEdit || form.busy}
        onChange={toggle}
      />
      <p class="small muted">
        {schedule.enabled
          ? `From this mail on, an invoice that is not paid is asked for ${scheduleWords(schedule)}, at nine in the morning. Each can be paused.`
          : 'Nothing goes out by itself. It can be switched on in Settings, Reminders.'}
      </p>
      {schedule.enabled && <ReminderWords days={readSchedule(schedule, form.values.days)} open />}
      {schedule.enabled && canEdit && (
        <TextField
          label="Days after the due date"
          {...form.text('days')}
          onBlur={() => void keep()}
          onEnter={enter}
          maxLength={40}
        />
      )}
      <FormProblem error={form.problem} />
    </fieldset>
  )
}
