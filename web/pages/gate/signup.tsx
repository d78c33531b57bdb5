import { useSignal } from '@preact/signals'
import { MailCheck } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { askForLink } from '../../models/account.ts'
import { currencyChoices, likelyCurrency } from '../../models/currencies.ts'
import { type Missing, useForm } from '../../models/form.ts'
import { type SignupForm, signUp } from '../../models/new-business.ts'
import { Gate } from './gate.tsx'
import { passwordProblem } from './password.ts'

export default function Signup() {
  const sent = useSignal(false)
  const form = useForm<SignupForm>({ name: '', email: '', password: '', business_name: '', currency: likelyCurrency() })
  const { values, errors, text } = form
  const submit = async (event: Event) => {
    event.preventDefault()
    sent.value = await form.send(missing(values), () => signUp(values))
  }
  if (sent.value) return <CheckMail email={values.email} again={() => (sent.value = false)} />
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
        <FormProblem error={form.problem} />
        <TextField label="Your name" name="name" autocomplete="name" {...text('name')} autoFocus />
        <TextField label="Business name" name="organization" autocomplete="organization" {...text('business_name')} />
        <TextField label="Email" type="email" name="email" autocomplete="username" {...text('email')} />
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="new-password"
          hint="At least 8 characters"
          {...text('password')}
        />
        <SelectField
          label="Currency of your invoices"
          choices={currencyChoices()}
          value={values.currency}
          onChange={(currency) => form.set({ currency })}
          error={errors.currency}
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          {form.busy ? 'Creating…' : 'Create account'}
        </Button>
      </form>
    </Gate>
  )
}

const missing = (values: SignupForm): Missing<SignupForm> => ({
  name: !values.name.trim() && 'Enter your name',
  business_name: !values.business_name.trim() && 'Enter the name of your business',
  email: !values.email.trim() && 'Enter your email',
  password: passwordProblem(values.password),
})

function CheckMail({ email, again }: { email: string; again: () => void }) {
  const form = useForm({})
  const sentAgain = useSignal(false)
  const send = async () => {
    sentAgain.value = false
    sentAgain.value = await form.send({}, () => askForLink(email))
  }
  return (
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
      <FormProblem error={form.problem} />
      <p class="muted" role="status">
        {sentAgain.value ? 'Sent again. Look into the spam folder, too.' : 'Nothing there after a minute?'}
      </p>
      <div class="inline">
        <Button look="primary" busy={form.busy} onClick={() => void send()}>
          Send again
        </Button>
        <Button onClick={again}>Use another address</Button>
      </div>
    </Gate>
  )
}
