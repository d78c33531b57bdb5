import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { acceptInvitation } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { Gate } from './gate.tsx'

/** New people choose name and password; who has an account already gives its password. The server knows which. */
export default function AcceptInvitation() {
  const { query, route } = useLocation()
  const form = useForm({ name: '', password: '' })
  const { name, password } = form.values
  const submit = async (event: Event) => {
    event.preventDefault()
    const accept = () => acceptInvitation(query.token ?? '', name.trim(), password)
    if (await form.send({ password: !password && 'Enter a password' }, accept)) route('/home', true)
  }
  return (
    <Gate title="Join the team" lead="You were invited to work in a business on SMB Hub.">
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem} />
        <TextField label="Your name" autocomplete="name" {...form.text('name')} autoFocus />
        <TextField
          label="Password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters. If you have an account already, its password."
          {...form.text('password')}
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          {form.busy ? 'Joining…' : 'Join'}
        </Button>
      </form>
    </Gate>
  )
}
