import { useSignal } from '@preact/signals'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { createContact } from '../../models/contacts.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { go } from '../../models/navigation.ts'
import { StepButtons } from './step-buttons.tsx'

export function CustomerStep() {
  const name = useSignal('')
  const email = useSignal('')
  const form = useSubmit(['display_name', 'email'])
  const submit = async (event: Event) => {
    event.preventDefault()
    if (form.refuse(name.value.trim() ? {} : { display_name: 'Enter a name' })) return focusFirstInvalid()
    const input = { display_name: name.value.trim(), email: email.value.trim(), type: 'CUSTOMER' as const }
    const made = await form.submit(async () => go(`/invoices?edit=new&contact_id=${(await createContact(input)).id}`))
    if (!made) focusFirstInvalid()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <FormProblem error={form.problem.value} />
      <TextField
        label="Name"
        value={name.value}
        onInput={(value) => (name.value = value)}
        error={form.errors.value.display_name}
        maxLength={200}
        autoFocus
      />
      <TextField
        label="Email"
        type="email"
        inputmode="email"
        value={email.value}
        onInput={(value) => (email.value = value)}
        error={form.errors.value.email}
      />
      <StepButtons busy={form.busy.value} skip={() => go('/home')} label="Write the first invoice" />
    </form>
  )
}
