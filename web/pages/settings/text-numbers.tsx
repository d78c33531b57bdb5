import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Plus } from 'lucide-preact'
import type { PhoneNumber } from '../../../core/contract/phone-numbers.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { RowMenu, SettingsList } from '../../components/settings-list.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { may } from '../../models/permissions.ts'
import { phoneNumbers, phoneNumbersQuery } from '../../models/phone-numbers.ts'
import { showToast } from '../../models/toasts.ts'

const PLACE = { name: 'Number', path: '/settings/mailbox' }

/** The numbers of the text message provider that this business has. */
export function TextNumbers() {
  const isAdding = useSignal(false)
  const leaving = useSignal<PhoneNumber | null>(null)
  const mayAdd = may('phone_numbers.create')
  return (
    <SettingsList
      title="Text messages"
      lead={`What is texted to these numbers arrives in your inbox, and is answered from there.${
        mayAdd ? '' : ' Owners and admins can change them.'
      }`}
      action={
        mayAdd && (
          <Button icon={Plus} onClick={() => (isAdding.value = true)}>
            Add number
          </Button>
        )
      }
      list={useQuery(phoneNumbersQuery)}
      what="the numbers"
      skeletons={1}
      empty={<p class="muted">Your business has no number for text messages yet.</p>}
      row={(number) => (
        <li key={number.id} class="row bare">
          <span class="strong grow">{number.phone}</span>
          <RowMenu
            name={number.phone}
            of={number}
            actions={[{ label: 'Give up', needs: 'delete', danger: true, run: () => (leaving.value = number) }]}
          />
        </li>
      )}
    >
      {isAdding.value && <AddDialog close={() => (isAdding.value = false)} />}
      {leaving.value && <GiveUpDialog number={leaving.value} close={() => (leaving.value = null)} />}
    </SettingsList>
  )
}

function AddDialog({ close }: { close: () => void }) {
  const form = useForm({ phone: '' }, ['phone'], PLACE)
  const submit = async () => {
    const phone = form.values.phone.trim()
    if (!(await form.send({ phone: !phone && 'Enter the number' }, () => phoneNumbers.create({ phone })))) return
    showToast({ text: `${phone} was added` })
    close()
  }
  return (
    <FormDialog title="Add number" form={form} submit={submit} close={close} verb="Add number" doing="Adding…">
      <p class="muted prose">
        A number that the operator of this service rented from the text message provider. One that another business has
        cannot be added.
      </p>
      <TextField label="Number, with its country code" type="tel" {...form.text('phone')} autoFocus />
    </FormDialog>
  )
}

function GiveUpDialog({ number, close }: { number: PhoneNumber; close: () => void }) {
  const form = useForm({})
  const confirm = async () => {
    if (!(await form.send({}, () => phoneNumbers.remove(number.id)))) return
    showToast({ text: `${number.phone} was given up` })
    close()
  }
  return (
    <ConfirmDialog
      title={`Give up ${number.phone}?`}
      keep="Keep it"
      verb="Give up"
      busy={form.busy}
      error={<FormProblem error={form.problem} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      <p>
        What is texted to it reaches nobody here from then on, and conversations by it cannot be answered. Your messages
        stay.
      </p>
    </ConfirmDialog>
  )
}
