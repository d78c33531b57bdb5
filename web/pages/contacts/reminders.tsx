import { useSignal } from '@preact/signals'
import type { Contact } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { contacts } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { DAYS_HINT, readDays, scheduleWords } from '../../models/reminders.ts'
import { showToast } from '../../models/toasts.ts'

type Way = 'usual' | 'never' | 'own'
const WAYS = [
  { value: 'usual', label: 'As the business does' },
  { value: 'never', label: 'Never by itself' },
  { value: 'own', label: 'On days of its own' },
]

const wayOf = ({ reminders }: Contact): Way =>
  reminders === null ? 'usual' : reminders.enabled === false ? 'never' : 'own'

/** How this customer is asked for what is late. */
export function ContactReminders({ contact }: { contact: Contact }) {
  const isOpen = useSignal(false)
  const way = wayOf(contact)
  const { days_after_due: after = [], days_before_due: before = [] } = contact.reminders ?? {}
  return (
    <section class="card padded" aria-labelledby="contact-reminders">
      <h2 class="section-title" id="contact-reminders">
        Reminders
      </h2>
      <div class="inline wrap">
        <span class="grow">
          {way === 'own'
            ? `On ${scheduleWords({ days_after_due: after, days_before_due: before })}`
            : WAYS.find(({ value }) => value === way)?.label}
        </span>
        {contact.allowed_actions.includes('update') && (
          <Button look="accent" label="Change reminders" onClick={() => (isOpen.value = true)}>
            Change
          </Button>
        )}
      </div>
      {isOpen.value && <Change contact={contact} close={() => (isOpen.value = false)} />}
    </section>
  )
}

function Change({ contact, close }: { contact: Contact; close: () => void }) {
  const { days_after_due: after = [3, 7, 14], days_before_due: before = [] } = contact.reminders ?? {}
  const form = useForm({ way: wayOf(contact), after: after.join(', '), before: before.join(', ') }, ['after', 'before'])
  const { way } = form.values
  const days = { after: readDays(form.values.after), before: readDays(form.values.before) }
  const missing =
    way === 'own' ? { after: days.after === null && DAYS_HINT, before: days.before === null && DAYS_HINT } : {}
  const own = {
    usual: null,
    never: { enabled: false },
    own: { days_after_due: days.after ?? [], days_before_due: days.before ?? [] },
  }
  const submit = async () => {
    if (!(await form.send(missing, () => contacts.update(contact, { reminders: own[way] })))) return
    showToast({ text: 'Saved' })
    close()
  }
  return (
    <FormDialog title={`Reminders of ${contact.display_name}`} form={form} submit={submit} close={close} verb="Save">
      <SelectField label="Remind" choices={WAYS} value={way} onChange={(to) => form.set({ way: to as Way })} />
      {way === 'own' && (
        <div class="two-columns">
          <TextField label="Days after the due date" {...form.text('after')} maxLength={40} />
          <TextField label="Days before the due date" {...form.text('before')} maxLength={40} />
        </div>
      )}
    </FormDialog>
  )
}
