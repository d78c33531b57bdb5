import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { acceptInvitation } from '../../models/account.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { Gate } from './gate.tsx'

/** New people choose name and password; who has an account already gives its password. The server knows which. */
export default function AcceptInvitation() {
  const { query, route } = useLocation()
  const name = useSignal('')
  const password = useSignal('')
  const form = useSubmit(['name', 'password'])
  const submit = async (event: Event) => {
    event.preventDefault()
    if (form.refuse(password.value ? {} : { password: 'Enter a password' })) return focusFirstInvalid()
    const accepted = await form.submit(() => acceptInvitation(query.token ?? '', name.value.trim(), password.value))
    if (accepted) route('/home', true)
    else focusFirstInvalid()
  }
  return (
    <Gate title="Join the team" lead="You were invited to work in a business on SMB Hub.">
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem.value} />
        <TextField
          label="Your name"
          autocomplete="name"
          value={name.value}
          onInput={(value) => (name.value = value)}
          error={form.errors.value.name}
          autoFocus
        />
        <TextField
          label="Password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters. If you have an account already, its password."
          value={password.value}
          onInput={(value) => (password.value = value)}
          error={form.errors.value.password}
        />
        <Button type="submit" look="primary" wide busy={form.busy.value}>
          {form.busy.value ? 'Joining…' : 'Join'}
        </Button>
      </form>
    </Gate>
  )
}
