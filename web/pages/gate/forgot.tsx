import { useSignal } from '@preact/signals'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { askForReset } from '../../models/account.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { Gate } from './gate.tsx'

export default function Forgot() {
  const email = useSignal('')
  const sent = useSignal(false)
  const form = useSubmit(['email'])
  const submit = async (event: Event) => {
    event.preventDefault()
    if (form.refuse(email.value.trim() ? {} : { email: 'Enter your email' })) return focusFirstInvalid()
    sent.value = await form.submit(() => askForReset(email.value))
    if (!sent.value) focusFirstInvalid()
  }
  const foot = <a href="/login">Back to sign in</a>
  if (sent.value) {
    return (
      <Gate title="Check your mail" foot={foot}>
        <p>
          If there is an account for <b class="break">{email.value}</b>, a link to choose a new password is on its way.
        </p>
      </Gate>
    )
  }
  return (
    <Gate title="Forgot your password?" lead="We will mail you a link to choose a new one." foot={foot}>
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem.value} />
        <TextField
          label="Email"
          type="email"
          name="email"
          autocomplete="username"
          value={email.value}
          onInput={(value) => (email.value = value)}
          error={form.errors.value.email}
          autoFocus
        />
        <Button type="submit" look="primary" wide busy={form.busy.value}>
          Send the link
        </Button>
      </form>
    </Gate>
  )
}
