import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { signIn } from '../../models/account.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { isStatus } from '../../models/sentences.ts'
import { Gate } from './gate.tsx'

export default function Login() {
  const { query, route } = useLocation()
  const email = useSignal('')
  const password = useSignal('')
  const form = useSubmit(['email', 'password'])

  const wrong = isStatus(form.problem.value, 401)

  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = {
      ...(email.value.trim() ? {} : { email: 'Enter your email' }),
      ...(password.value ? {} : { password: 'Enter your password' }),
    }
    if (form.refuse(missing)) return focusFirstInvalid()
    if (await form.submit(() => signIn(email.value, password.value))) route(insideOnly(query.next), true)
    else focusFirstInvalid()
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
        <FormProblem error={form.problem.value} words={wrong ? 'Email or password is wrong. Try again.' : undefined} />
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
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="current-password"
          value={password.value}
          onInput={(value) => (password.value = value)}
          error={form.errors.value.password}
        />
        <Button type="submit" look="primary" wide busy={form.busy.value}>
          {form.busy.value ? 'Signing in…' : 'Sign in'}
        </Button>
        <a href="/forgot">Forgot your password?</a>
      </form>
    </Gate>
  )
}

/** Only a place of this app: `//elsewhere` and `/\elsewhere` are not. */
export function insideOnly(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/home'
}
