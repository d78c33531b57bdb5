import { useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/form-problem.tsx'
import { profile, stripeQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { StripeState } from '../settings/payments.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

/** Who goes on without Stripe is not paid online, and his customers are not offered it, until he connects it. */
export function PayStep({ state }: { state: Welcome }) {
  const stripe = useQuery(stripeQuery).data
  const form = useForm({})
  const goOn = async () => {
    const isSkipped = stripe !== undefined && stripe.account === null
    const save = () => (isSkipped ? profile.update({ online_payments: false }) : Promise.resolve())
    if (await form.send({}, save)) state.next()
  }
  const submit = (event: Event) => {
    event.preventDefault()
    void goOn()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <StripeState />
      <p class="field-hint">
        Without it, customers see your bank details or what you write: Settings, Payments, whenever you like.
      </p>
      <FormProblem error={form.problem} />
      <StepButtons
        busy={form.busy}
        skip={() => void goOn()}
        isMain={stripe !== undefined && !stripe.allowed_actions.includes('create')}
      />
    </form>
  )
}
