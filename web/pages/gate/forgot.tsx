import { useSignal } from '@preact/signals'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { askForLink } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { Gate } from './gate.tsx'

export default function Forgot() {
  const sent = useSignal(false)
  const form = useForm({ email: '' })
  const { email } = form.values
  const submit = async (event: Event) => {
    event.preventDefault()
    sent.value = await form.send({ email: !email.trim() && 'Enter your email' }, () => askForLink(email))
  }
  const foot = <a href="/login">Back to sign in</a>
  if (sent.value) {
    return (
      <Gate title="Check your mail" foot={foot}>
        <p>
          We mailed <b class="break">{email}</b>: a link to choose a new password, or, if the address is not confirmed
          yet, the link to confirm it.
        </p>
      </Gate>
    )
  }
  return (
    <Gate title="Forgot your password?" lead="We will mail you a link to choose a new one." foot={foot}>
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem} />
        <TextField label="Email" type="email" name="email" autocomplete="username" {...form.text('email')} autoFocus />
        <Button type="submit" look="primary" wide busy={form.busy}>
          Send the link
        </Button>
      </form>
    </Gate>
  )
}
