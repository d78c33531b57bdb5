import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { CircleCheck, CreditCard, ExternalLink } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { connectStripe, stripeQuery } from '../../models/business.ts'
import { WaysToPay } from './ways-to-pay.tsx'

/** Whether money can come in by the link, the way to get there, and the other ways. */
export function PaymentSettings() {
  const stripe = useQuery(stripeQuery)
  if (stripe.error && !stripe.data)
    return <Problem error={stripe.error} what="the Stripe account" retry={() => void stripe.refetch()} />
  if (!stripe.data) return <SkeletonRows count={2} />
  return (
    <div class="stack">
      <SettingsCard
        title="Stripe"
        lead="Customers pay by card or bank from the link. The money goes to your own Stripe account."
      >
        <StripeState />
      </SettingsCard>
      <WaysToPay />
    </div>
  )
}

export function StripeState() {
  const stripe = useQuery(stripeQuery).data
  const busy = useSignal(false)
  // The button that was pressed goes: who works by keyboard goes on from the words in its place.
  const isAsked = useSignal(false)
  const problem = useSignal<unknown>(null)
  if (!stripe) return <SkeletonRows count={1} />
  const connect = async () => {
    busy.value = true
    isAsked.value = true
    problem.value = null
    try {
      await connectStripe()
    } catch (error) {
      problem.value = error
    } finally {
      busy.value = false
    }
  }
  if (stripe.charges_enabled) {
    return (
      <p class="inline ok" tabIndex={-1} ref={isAsked.value ? (words) => words?.focus() : undefined}>
        <Icon of={CircleCheck} size="large" />
        <span>Connected. Account {stripe.account}</span>
      </p>
    )
  }
  return (
    <div class="stack">
      <p class="inline">
        <Icon of={CreditCard} size="large" />
        {stripe.account
          ? 'Stripe needs a few more details before you can be paid.'
          : 'Not connected yet. Until then, payments that come in another way are recorded by hand.'}
      </p>
      <FormProblem error={problem.value} />
      {stripe.allowed_actions.includes('create') && (
        <div>
          <Button look="primary" icon={ExternalLink} busy={busy.value} onClick={() => void connect()}>
            {stripe.account ? 'Continue at Stripe' : 'Connect Stripe'}
          </Button>
        </div>
      )}
    </div>
  )
}
