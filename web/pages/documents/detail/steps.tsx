import { Check } from 'lucide-preact'
import { Icon } from '../../../components/icon.tsx'
import type { StatusStep } from '../../../models/document-steps.ts'

const WORDS = { done: 'done', now: 'now', ahead: 'not yet' }

export const Steps = ({ steps }: { steps: readonly StatusStep[] }) => (
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
