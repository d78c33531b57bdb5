import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { resetPassword } from '../../models/account.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'
import { Gate } from './gate.tsx'
import { passwordProblem } from './password.ts'

export default function Reset() {
  const { query, route } = useLocation()
  const password = useSignal('')
  const form = useSubmit(['password'])
  const submit = async (event: Event) => {
    event.preventDefault()
    const problem = passwordProblem(password.value)
    if (form.refuse(problem ? { password: problem } : {})) return focusFirstInvalid()
    if (await form.submit(() => resetPassword(query.token ?? '', password.value))) {
      showToast({ text: 'Password changed. Sign in with the new one.' })
      route('/login', true)
    } else focusFirstInvalid()
  }
  return (
    <Gate
      title="Choose a new password"
      lead="Every device will be signed out."
      foot={<a href="/forgot">Send the link again</a>}
    >
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem.value} />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          value={password.value}
          onInput={(value) => (password.value = value)}
          error={form.errors.value.password}
          autoFocus
        />
        <Button type="submit" look="primary" wide busy={form.busy.value}>
          Change password
        </Button>
      </form>
    </Gate>
  )
}
