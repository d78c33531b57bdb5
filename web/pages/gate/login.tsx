import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { signIn } from '../../models/account.ts'
import { useForm } from '../../models/form.ts'
import { isStatus } from '../../models/sentences.ts'
import { Gate } from './gate.tsx'

export default function Login() {
  const { query, route } = useLocation()
  const form = useForm({ email: '', password: '' })
  const { email, password } = form.values
  const wrong = isStatus(form.problem, 401)

  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = {
      email: !email.trim() && 'Enter your email',
      password: !password && 'Enter your password',
    }
    if (await form.send(missing, () => signIn(email, password))) route(insideOnly(query.next), true)
  }
  return (
    <Gate
      title="Sign in"
      foot={
        <>
          New here? <a href="/signup">Start your business</a>
        </>
      }
    >
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem} words={wrong ? WRONG : undefined} />
        <TextField label="Email" type="email" name="email" autocomplete="username" {...form.text('email')} autoFocus />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="current-password"
          {...form.text('password')}
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          {form.busy ? 'Signing in…' : 'Sign in'}
        </Button>
        <a href="/forgot">Forgot your password?</a>
      </form>
    </Gate>
  )
}

const WRONG =
  'Email or password is wrong. Try again. If you never confirmed your address, look into your mail: the link is there, and you choose the password with it.'

/** Only a place of this app: `//elsewhere` and `/\elsewhere` are not. */
export function insideOnly(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/home'
}
