import { useLocation } from 'preact-iso'
import { Button, LinkButton } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { verify } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { fieldErrors } from '../../models/sentences.ts'
import { Gate } from './gate.tsx'
import { passwordProblem } from './password.ts'

/** Opening the link does nothing by itself: scanners of mail open links, too. Whoever reads the mail chooses the password. */
export default function Verify() {
  const { query, route } = useLocation()
  const form = useForm({ password: '' })
  const { password } = form.values
  const submit = async (event: Event) => {
    event.preventDefault()
    const confirm = () => verify(query.token ?? '', password)
    if (await form.send({ password: passwordProblem(password) }, confirm)) route('/welcome', true)
  }
  if (fieldErrors(form.problem).token) return <DeadLink />
  return (
    <Gate
      title="Confirm your address"
      lead="Choose the password you will sign in with: the one from your sign-up, or a new one."
    >
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem} />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          {...form.text('password')}
          autoFocus
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          {form.busy ? 'Opening…' : 'Confirm and open'}
        </Button>
      </form>
    </Gate>
  )
}

const DeadLink = () => (
  <Gate title="This link does not work any more">
    <p>It is for one use and ends after a day. If you confirmed your address already, just sign in.</p>
    <div class="inline">
      <LinkButton href="/login" look="primary">
        Sign in
      </LinkButton>
      <LinkButton href="/forgot">Send a new link</LinkButton>
    </div>
  </Gate>
)
