import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { currencyChoices } from '../../models/currencies.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'
import { BrandFields } from './brand-fields.tsx'
import { saveBusiness } from './save-business.ts'

export function BusinessSettings() {
  const business = useQuery(businessQuery)
  if (business.error && !business.data)
    return <Problem error={business.error} what="the business" retry={() => void business.refetch()} />
  if (!business.data) return <SkeletonRows />
  return <BusinessForm business={business.data} />
}

type TextName =
  | 'name'
  | 'address_line1'
  | 'address_line2'
  | 'city'
  | 'region'
  | 'postal_code'
  | 'country'
  | 'email'
  | 'phone'
  | 'website'
  | 'tax_id'
  | 'invoice_prefix'
  | 'invoice_notes'
  | 'invoice_terms'
  | 'timezone'
  | 'currency'
const FIELDS = [
  'name',
  'address_line1',
  'address_line2',
  'city',
  'region',
  'postal_code',
  'country',
  'email',
  'phone',
  'website',
  'tax_id',
  'invoice_prefix',
  'invoice_notes',
  'invoice_terms',
  'timezone',
  'currency',
  'net_days',
  'logo',
  'brand_color',
] as const
const REQUIRED = new Set<string>(['name', 'timezone', 'currency', 'invoice_prefix'])

function BusinessForm({ business }: { business: Business }) {
  const edited = useSignal<Partial<Business>>({})
  const form = useSubmit(FIELDS)
  const errors = form.errors.value
  const canEdit = business.allowed_actions.includes('update')
  const values = { ...business, ...edited.value }
  const set = (changes: Partial<Business>) => {
    edited.value = { ...edited.value, ...changes }
  }
  const text = (
    name: TextName,
    label: string,
    more: { hint?: string; autocomplete?: string; type?: 'email' | 'tel' | 'url' } = {},
  ) => (
    <TextField
      label={label}
      value={values[name] ?? ''}
      disabled={!canEdit}
      error={errors[name]}
      onInput={(value) => set({ [name]: value === '' && !REQUIRED.has(name) ? null : value })}
      {...more}
    />
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    const saved = await form.submit(() => saveBusiness(edited.value))
    if (!saved) return focusFirstInvalid()
    edited.value = {}
    showToast({ text: 'Saved' })
  }
  const isChanged = Object.keys(edited.value).length > 0
  return (
    <form class="stack settings-form" noValidate onSubmit={submit}>
      <SettingsCard title="Business" lead="Your customers see this on every invoice and on the payment page.">
        {text('name', 'Business name', { autocomplete: 'organization' })}
        {text('tax_id', 'Tax number, if you have one')}
        {text('address_line1', 'Street', { autocomplete: 'address-line1' })}
        {text('address_line2', 'Unit, floor', { autocomplete: 'address-line2' })}
        <div class="two-columns">
          {text('city', 'City', { autocomplete: 'address-level2' })}
          {text('region', 'Province or state', { autocomplete: 'address-level1' })}
          {text('postal_code', 'Postal code', { autocomplete: 'postal-code' })}
          {text('country', 'Country code', { autocomplete: 'country', hint: 'Two letters, such as CA' })}
        </div>
        <div class="two-columns">
          {text('email', 'Email for customers', { type: 'email' })}
          {text('phone', 'Phone for customers', { type: 'tel' })}
        </div>
        {text('website', 'Website', { type: 'url' })}
        <BrandFields values={values} set={set} canEdit={canEdit} errors={errors} />
      </SettingsCard>
      <SettingsCard title="Invoices" lead="What a new invoice begins with. Those already sent stay as they are.">
        <div class="two-columns">
          <SelectField
            label="Currency"
            choices={currencyChoices()}
            value={values.currency}
            disabled={!canEdit}
            onChange={(currency) => set({ currency })}
            error={errors.currency}
          />
          {text('invoice_prefix', 'Number starts with')}
          <NumberField
            label="Days to pay"
            value={String(values.net_days)}
            disabled={!canEdit}
            onInput={(value) => set({ net_days: Number.parseInt(value, 10) || 0 })}
            error={errors.net_days}
          />
          {text('timezone', 'Time zone')}
        </div>
        <Check
          label="My prices include tax"
          checked={values.prices_include_tax}
          disabled={!canEdit}
          onChange={(prices_include_tax) => set({ prices_include_tax })}
        />
        <TextArea
          label="Notes on every invoice"
          value={values.invoice_notes ?? ''}
          onInput={(value) => set({ invoice_notes: value || null })}
          error={errors.invoice_notes}
        />
        <TextArea
          label="Terms on every invoice"
          value={values.invoice_terms ?? ''}
          onInput={(value) => set({ invoice_terms: value || null })}
          error={errors.invoice_terms}
        />
      </SettingsCard>
      <FormProblem error={form.problem.value} />
      {canEdit && (
        <div class="inline">
          <Button type="submit" look="primary" disabled={!isChanged} busy={form.busy.value}>
            {form.busy.value ? 'Saving…' : 'Save changes'}
          </Button>
          {isChanged && (
            <Button look="quiet" onClick={() => (edited.value = {})}>
              Discard
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
