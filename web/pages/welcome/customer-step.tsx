import { EmailField } from '../../components/email-field.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { createContact } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { go } from '../../models/navigation.ts'
import { StepButtons } from './step-buttons.tsx'

export function CustomerStep() {
  const form = useForm({ display_name: '', email: '' })
  const submit = async (event: Event) => {
    event.preventDefault()
    const display_name = form.values.display_name.trim()
    await form.send({ display_name: !display_name && 'Enter a name' }, async () => {
      const made = await createContact({ display_name, email: form.values.email.trim(), type: 'CUSTOMER' })
      go(`/invoices?edit=new&contact_id=${made.id}`)
    })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <FormProblem error={form.problem} />
      <TextField label="Name" {...form.text('display_name')} maxLength={200} autoFocus />
      <EmailField {...form.text('email')} />
      <StepButtons busy={form.busy} skip={() => go('/home')} label="Write the first invoice" />
    </form>
  )
}
