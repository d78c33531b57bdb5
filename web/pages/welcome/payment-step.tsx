import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { routingLabel } from '../../../core/domain/payments/bank-account.ts'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { profile, stripeQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { StripeState } from '../settings/payments.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

const FIELDS = ['bank_iban', 'bank_account', 'bank_routing', 'payment_instructions'] as const
const PLACE = { name: 'How you are paid', path: '/welcome?step=payment' }
type Ways = Pick<Business, (typeof FIELDS)[number]>

export function PaymentStep({ state }: { state: Welcome }) {
  const stripe = useQuery(stripeQuery).data
  const form = useForm<Ways>(state.business, FIELDS, PLACE)
  const isConnected = stripe?.charges_enabled === true
  const isAnswered = state.step.status === 'DONE' || isConnected || FIELDS.some((name) => form.values[name])
  const wire = (name: keyof Ways) => ({
    value: form.values[name] ?? '',
    error: form.errors[name],
    onInput: (value: string) => form.set({ [name]: value || null }),
  })
  const submit = (event: Event) => {
    event.preventDefault()
    void form.send({}, async () => {
      if (Object.keys(form.typed).length > 0) await profile.update(form.typed)
      await state.complete()
    })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <StripeState />
      <details class="way" open={isAnswered && !isConnected}>
        <summary>By bank, or in your own words</summary>
        <div class="stack">
          <div class="two-columns">
            <TextField label="IBAN" maxLength={42} {...wire('bank_iban')} />
            <TextField label="Account number, without an IBAN" maxLength={40} {...wire('bank_account')} />
          </div>
          <TextField label={routingLabel(state.business.country)} maxLength={40} {...wire('bank_routing')} />
          <TextArea
            label="In your own words"
            placeholder="Interac e-Transfer to pay@example.com, or cash"
            maxLength={1000}
            {...wire('payment_instructions')}
          />
        </div>
      </details>
      <FormProblem error={form.problem} />
      <StepButtons
        state={state}
        busy={form.busy}
        label={isAnswered ? 'Continue' : null}
        isMain={stripe !== undefined && !stripe.allowed_actions.includes('create')}
        onSkip={() => withoutStripe(stripe?.account)}
      />
    </form>
  )
}

/** Who goes on without Stripe is not paid online, and his customers are not offered it, until he connects it. */
const withoutStripe = async (account: string | null | undefined) => {
  if (account === null) await profile.update({ online_payments: false })
}
