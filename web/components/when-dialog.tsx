import type { When } from '../models/ask-when.ts'
import { useForm } from '../models/form.ts'
import { addDays, today, zone } from '../models/format.ts'
import { laterInstant } from '../models/later.ts'
import { DateField } from './date-field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { TextField } from './text-field.tsx'

/** A day and a time to come, by the clock of the business. */
export default function WhenDialog({ title, verb, chosen, close }: When & { close: () => void }) {
  const form = useForm({ day: addDays(today(), 1), time: '08:00' })
  const { day, time } = form.values
  const at = instantOf(day, time)
  const isPast = at !== null && Date.parse(at) <= Date.now()
  const missing = { day: (at === null && 'Choose a day and a time') || (isPast && 'Choose a time to come') }
  const submit = async () => {
    if (await form.send(missing, async () => chosen(at!))) close()
  }
  return (
    <FormDialog title={title} form={form} submit={submit} close={close} verb={verb}>
      <div class="two-columns">
        <DateField
          label="Day"
          value={day}
          min={today()}
          error={form.errors.day}
          onChange={(to) => form.set({ day: to })}
        />
        <TextField label="Time" type="time" {...form.text('time')} />
      </div>
      <p class="meta muted">By the clocks of {zone().replaceAll('_', ' ')}</p>
    </FormDialog>
  )
}

function instantOf(day: string, time: string): string | null {
  const [hours, minutes] = time.split(':').map(Number)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || hours === undefined || minutes === undefined) return null
  return laterInstant(day, hours * 60 + minutes)
}
