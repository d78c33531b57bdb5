import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { Check } from '../../components/check.tsx'
import { ChoiceField } from '../../components/choice-field.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery, profile } from '../../models/business.ts'
import { currencyChoices } from '../../models/currencies.ts'
import { useForm } from '../../models/form.ts'
import { countryChoices, zoneChoices } from '../../models/places-by-name.ts'
import { showToast } from '../../models/toasts.ts'
import { BrandFields } from './brand-fields.tsx'
import {
  FIELDS,
  type PartProps,
  PLACE,
  readNumbers,
  type Values,
  WHOLE,
  type WholeName,
  wired,
} from './business-form.ts'
import { DocumentNumbers } from './document-numbers.tsx'

export function BusinessSettings() {
  const business = useQuery(businessQuery)
  if (business.error && !business.data)
    return <Problem error={business.error} what="the business" retry={() => void business.refetch()} />
  if (!business.data) return <SkeletonRows />
  return <BusinessForm business={business.data} />
}

function BusinessForm({ business }: { business: Business }) {
  const typedNumbers = Object.fromEntries(
    Object.keys(WHOLE).map((name) => [name, String(business[name as WholeName])]),
  ) as Record<WholeName, string>
  const form = useForm<Values>({ ...business, ...typedNumbers, phone: business.phone_formatted }, FIELDS, PLACE)
  const canEdit = business.allowed_actions.includes('update')
  const parts: PartProps = {
    values: form.values,
    errors: form.errors,
    canEdit,
    set: form.set,
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const { numbers, missing } = readNumbers(form.typed)
    if (!(await form.send(missing, () => profile.update({ ...form.typed, ...numbers })))) return
    form.reset()
    showToast({ text: 'Saved' })
  }
  return (
    <form class="stack settings-form" noValidate onSubmit={submit}>
      <ProfileCard {...parts} />
      <InvoiceCard {...parts} />
      <QuoteCard {...parts} />
      <CreditNoteCard {...parts} />
      <FormProblem error={form.problem} />
      {canEdit && <SaveBar form={form} />}
    </form>
  )
}

function ProfileCard(props: PartProps) {
  const { values, errors, canEdit, set } = props
  const wire = wired(props)
  return (
    <SettingsCard title="Business" lead="Your customers see this on every invoice and on the payment page.">
      <TextField label="Business name" autocomplete="organization" {...wire('name')} />
      <TextField label="Tax ID, if you have one" {...wire('tax_id')} />
      <TextField label="Street" autocomplete="address-line1" {...wire('address_line1')} />
      <TextField label="Unit, floor" autocomplete="address-line2" {...wire('address_line2')} />
      <div class="two-columns">
        <TextField label="City" autocomplete="address-level2" {...wire('city')} />
        <TextField label="Province or state" autocomplete="address-level1" {...wire('region')} />
        <TextField label="Postal code" autocomplete="postal-code" {...wire('postal_code')} />
        <ChoiceField
          label="Country"
          choices={countryChoices()}
          value={values.country ?? ''}
          disabled={!canEdit}
          onChange={(country) => set({ country: country || null })}
          error={errors.country}
        />
      </div>
      <div class="two-columns">
        <TextField label="Email for customers" type="email" {...wire('email')} />
        <TextField label="Phone for customers" type="tel" {...wire('phone')} />
      </div>
      <TextField label="Website" inputmode="url" {...wire('website')} />
      <BrandFields {...props} />
    </SettingsCard>
  )
}

function InvoiceCard(props: PartProps) {
  const { values, set, errors, canEdit } = props
  const wire = wired(props)
  return (
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
        <NumberField
          label="Days to pay"
          value={values.net_days}
          keypad
          disabled={!canEdit}
          onInput={(net_days) => set({ net_days })}
          error={errors.net_days}
        />
        <ChoiceField
          label="Time zone"
          choices={zoneChoices()}
          value={values.timezone}
          required
          disabled={!canEdit}
          onChange={(timezone) => set({ timezone })}
          error={errors.timezone}
        />
      </div>
      <DocumentNumbers word="invoice" {...props} />
      <Check
        label="My prices include tax"
        checked={values.prices_include_tax}
        disabled={!canEdit}
        onChange={(prices_include_tax) => set({ prices_include_tax })}
      />
      <Check
        label="E-invoices: let nothing go out that could be none"
        checked={values.e_invoices}
        disabled={!canEdit}
        onChange={(e_invoices) => set({ e_invoices })}
      />
      <p class="field-hint">
        For customers who must get an XML file beside the paper (EN 16931). You are told what is missing before you
        send.
      </p>
      <TextField label="Registration number, such as HRB 12345" {...wire('registration_number')} />
      <TextArea label="Notes on every invoice" {...wire('invoice_notes')} />
      <TextArea label="Terms on every invoice" {...wire('invoice_terms')} />
    </SettingsCard>
  )
}

const CreditNoteCard = (props: PartProps) => (
  <SettingsCard title="Credit notes" lead="They have numbers of their own. Those already issued stay as they are.">
    <DocumentNumbers word="credit_note" {...props} />
  </SettingsCard>
)

function QuoteCard(props: PartProps) {
  const { values, set, errors, canEdit } = props
  const wire = wired(props)
  return (
    <SettingsCard title="Quotes" lead="What a new quote begins with. Those already sent stay as they are.">
      <NumberField
        label="Days it is valid"
        value={values.quote_valid_days}
        keypad
        disabled={!canEdit}
        onInput={(quote_valid_days) => set({ quote_valid_days })}
        error={errors.quote_valid_days}
      />
      <DocumentNumbers word="quote" {...props} />
      <TextArea label="Notes on every quote" {...wire('quote_notes')} />
      <TextArea label="Terms on every quote" {...wire('quote_terms')} />
    </SettingsCard>
  )
}
