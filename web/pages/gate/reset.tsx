import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { resetPassword } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'
import { Gate } from './gate.tsx'
import { passwordProblem } from './password.ts'

export default function Reset() {
  const { query, route } = useLocation()
  const form = useForm({ password: '' })
  const { password } = form.values
  const submit = async (event: Event) => {
    event.preventDefault()
    const change = () => resetPassword(query.token ?? '', password)
    if (!(await form.send({ password: passwordProblem(password) }, change))) return
    showToast({ text: 'Password changed. Sign in with the new one.' })
    route('/login', true)
  }
  return (
    <Gate
      title="Choose a new password"
      lead="Every device will be signed out."
      foot={<a href="/forgot">Send the link again</a>}
    >
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem} />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          {...form.text('password')}
          autoFocus
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          Change password
        </Button>
      </form>
    </Gate>
  )
}
