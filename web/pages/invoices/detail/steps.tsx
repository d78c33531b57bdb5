import { Check } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { Icon } from '../../../components/icon.tsx'
import { statusSteps } from '../../../models/invoice-steps.ts'

const WORDS = { done: 'done', now: 'now', ahead: 'not yet' }

export function Steps({ invoice, paidAt }: { invoice: Invoice; paidAt: string | null }) {
  const steps = statusSteps(invoice, paidAt)
  return (
    <ol class={`card steps of-${steps.length}`} aria-label="Where it stands">
      {steps.map((step) => (
        <li key={step.name} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="mark" aria-hidden="true">
            {step.state === 'done' && <Icon of={Check} />}
          </span>
          <span class="strong">{step.name}</span>
          <span class="meta muted">{step.note}</span>
          <span class="visually-hidden">{WORDS[step.state]}</span>
        </li>
      ))}
    </ol>
  )
}
