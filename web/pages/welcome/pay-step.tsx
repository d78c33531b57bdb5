import { StripeState } from '../settings/payments.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

export function PayStep({ state }: { state: Welcome }) {
  const submit = (event: Event) => {
    event.preventDefault()
    state.next()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <StripeState />
      <StepButtons skip={state.next} />
    </form>
  )
}
