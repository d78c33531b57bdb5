import { useSignal } from '@preact/signals'
import { MailCheck } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { type SignupForm, signUp } from '../../models/account.ts'
import { currencyChoices, likelyCurrency } from '../../models/currencies.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { Gate } from './gate.tsx'
import { passwordProblem } from './password.ts'

export default function Signup() {
  const sent = useSignal(false)
  const values = useSignal<SignupForm>({
    name: '',
    email: '',
    password: '',
    business_name: '',
    currency: likelyCurrency(),
  })
  const form = useSubmit(['name', 'email', 'password', 'business_name', 'currency'])
  const set = (name: keyof SignupForm) => (value: string) => {
    values.value = { ...values.value, [name]: value }
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (form.refuse(missing(values.value))) return focusFirstInvalid()
    sent.value = await form.submit(() => signUp(values.value))
    if (!sent.value) focusFirstInvalid()
  }
  if (sent.value) return <CheckMail email={values.value.email} again={() => (sent.value = false)} />
  const errors = form.errors.value
  const wire = (name: keyof SignupForm) => ({ value: values.value[name], onInput: set(name), error: errors[name] })
  return (
    <Gate
      title="Start your business"
      lead="Send your first invoice in a few minutes."
      foot={
        <>
          Already here? <a href="/login">Sign in</a>
        </>
      }
    >
      <form class="stack" noValidate onSubmit={submit}>
        <FormProblem error={form.problem.value} />
        <TextField label="Your name" name="name" autocomplete="name" {...wire('name')} autoFocus />
        <TextField label="Business name" name="organization" autocomplete="organization" {...wire('business_name')} />
        <TextField label="Email" type="email" name="email" autocomplete="username" {...wire('email')} />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          {...wire('password')}
        />
        <SelectField
          label="Currency of your invoices"
          choices={currencyChoices()}
          value={values.value.currency}
          onChange={set('currency')}
          error={errors.currency}
        />
        <Button type="submit" look="primary" wide busy={form.busy.value}>
          {form.busy.value ? 'Creating…' : 'Create account'}
        </Button>
      </form>
    </Gate>
  )
}

function missing(values: SignupForm): Record<string, string> {
  const found: Record<string, string> = {}
  if (!values.name.trim()) found.name = 'Enter your name'
  if (!values.business_name.trim()) found.business_name = 'Enter the name of your business'
  if (!values.email.trim()) found.email = 'Enter your email'
  const problem = passwordProblem(values.password)
  if (problem) found.password = problem
  return found
}

const CheckMail = ({ email, again }: { email: string; again: () => void }) => (
  <Gate
    title="Check your mail"
    lead={
      <>
        We sent a link to <b class="break">{email}</b>. Open it to confirm your address and begin.
      </>
    }
  >
    <p class="inline muted">
      <Icon of={MailCheck} size="large" /> The link works once, for a day.
    </p>
    <Button onClick={again}>Use another address</Button>
  </Gate>
)
