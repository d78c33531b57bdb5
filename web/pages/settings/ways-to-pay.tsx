import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { routingLabel } from '../../../core/domain/payments/bank-account.ts'
import { Check } from '../../components/check.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery, profile } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'

/** How customers pay beside the card: an account of the business, and its own words. */
export function WaysToPay() {
  const business = useQuery(businessQuery).data
  return business ? <WaysForm business={business} /> : <SkeletonRows count={2} />
}

const FIELDS = [
  'bank_holder',
  'bank_name',
  'bank_iban',
  'bank_bic',
  'bank_routing',
  'bank_account',
  'payment_instructions',
] as const

const PLACE = { name: 'Other ways to pay', path: '/settings/payments' }

function WaysForm({ business }: { business: Business }) {
  const form = useForm(business, FIELDS, PLACE)
  const canEdit = business.allowed_actions.includes('update')
  const wire = (name: (typeof FIELDS)[number]) => ({
    value: form.values[name] ?? '',
    error: form.errors[name],
    disabled: !canEdit,
    onInput: (value: string) => form.set({ [name]: value || null }),
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await form.send({}, () => profile.update(form.typed)))) return
    form.reset()
    showToast({ text: 'Saved' })
  }
  return (
    <form class="stack settings-form" noValidate onSubmit={submit}>
      <SettingsCard
        title="Other ways to pay"
        lead="Printed on the page of every invoice and in its mail, for those who do not pay online. Invoices already sent stay as they are."
      >
        <Check
          label="Let customers pay online, when Stripe is connected"
          checked={form.values.online_payments}
          disabled={!canEdit}
          onChange={(online_payments) => form.set({ online_payments })}
        />
        <TextField label="Account holder" placeholder={business.name} maxLength={120} {...wire('bank_holder')} />
        <div class="two-columns">
          <TextField label="IBAN" maxLength={42} {...wire('bank_iban')} />
          <TextField label="BIC" maxLength={20} {...wire('bank_bic')} />
          <TextField label="Account number, without an IBAN" maxLength={40} {...wire('bank_account')} />
          <TextField label={routingLabel(business.country)} maxLength={40} {...wire('bank_routing')} />
        </div>
        <TextField label="Bank" maxLength={120} {...wire('bank_name')} />
        <TextArea
          label="In your own words"
          placeholder="Interac e-Transfer to pay@example.com, or cash"
          maxLength={1000}
          {...wire('payment_instructions')}
        />
        <FormProblem error={form.problem} />
        {canEdit && <SaveBar form={form} />}
      </SettingsCard>
    </form>
  )
}
