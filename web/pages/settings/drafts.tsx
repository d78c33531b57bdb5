import { useQuery } from '@tanstack/preact-query'
import type { Autonomy, AutonomyLevel } from '../../../core/domain/drafts/autonomy.ts'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { businessQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { may } from '../../models/permissions.ts'
import { saveProfile } from '../../models/profile.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'

const PLACE = { name: 'Drafts', path: '/settings/drafts' }
const WHOLE = /^[1-9]\d{0,11}$/

export default function DraftSettings() {
  const asked = useQuery(businessQuery)
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the settings" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows />
  const { profile, currency } = asked.data
  return (
    <div class="stack settings-form">
      <AutonomyForm autonomy={profile.automations.ai_drafts} currency={currency} />
      <SettingsCard
        title="What stays yours"
        lead="No message, no invoice, no charge and no refund ever leaves by itself because of a draft. What goes out by itself are rules that you wrote: reminders, repeated invoices and statements."
      />
    </div>
  )
}

const LEVELS: [AutonomyLevel, string, string][] = [
  ['L1', 'When somebody asks', 'A draft is made of a message, a receipt or a note when somebody asks for it.'],
  [
    'L2',
    'Of each message that comes in',
    'A draft lies ready in its conversation, and under Suggestions. Nothing is made of it until somebody applies it.',
  ],
  [
    'L3',
    'And make what is sure',
    'Of a customer who was known before, by a text, a portal page or a mail whose sender is proven: what is sure in each figure and day becomes work, a quote, an invoice or an expense by itself, as a draft. Undo takes it back.',
  ],
]

const LEAD = 'How far a machine goes before a person looks.'

function AutonomyForm({ autonomy, currency }: { autonomy: Autonomy; currency: string }) {
  const form = useForm({ level: autonomy.level, cap: autonomy.amount_cap }, ['cap'], PLACE)
  const { level, cap } = form.values
  const canEdit = may('profile.update_overrides')
  const submit = async (event: Event) => {
    event.preventDefault()
    const amount = readDecimal(cap) ?? ''
    const missing = { cap: level === 'L3' && !WHOLE.test(amount) && 'Write a whole amount above 0' }
    const change = { level, ...(WHOLE.test(amount) ? { amount_cap: amount } : {}) }
    if (!(await form.send(missing, () => saveProfile({ overrides: { automations: { ai_drafts: change } } })))) return
    form.reset()
    showToast({ text: 'Saved' })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <SettingsCard title="Drafts by themselves" lead={canEdit ? LEAD : `${LEAD} An owner or admin chooses it.`}>
        <fieldset disabled={!canEdit}>
          <legend class="visually-hidden">Drafts by themselves</legend>
          {LEVELS.map(([value, name, words]) => (
            <label class="role-choice" key={value}>
              <input type="radio" name="level" checked={level === value} onChange={() => form.set({ level: value })} />
              <span>
                <span class="strong">{name}</span>
                <br />
                <span class="meta muted">{words}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {level === 'L3' && (
          <NumberField
            label={`At most, in ${currency}`}
            {...form.text('cap')}
            hint="Before tax. What comes to more waits for a person"
            disabled={!canEdit}
            maxLength={20}
            keypad
          />
        )}
      </SettingsCard>
      <FormProblem error={form.problem} />
      {canEdit && <SaveBar form={form} />}
    </form>
  )
}
