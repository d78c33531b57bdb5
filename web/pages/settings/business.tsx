import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { documentNumber } from '../../../core/domain/documents/numbers.ts'
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
import { today } from '../../models/format.ts'
import { countryChoices, zoneChoices } from '../../models/places-by-name.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'
import { BrandFields } from './brand-fields.tsx'

export function BusinessSettings() {
  const business = useQuery(businessQuery)
  if (business.error && !business.data)
    return <Problem error={business.error} what="the business" retry={() => void business.refetch()} />
  if (!business.data) return <SkeletonRows />
  return <BusinessForm business={business.data} />
}

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
  'invoice_digits',
  'invoice_next_number',
  'invoice_notes',
  'invoice_terms',
  'timezone',
  'currency',
  'net_days',
  'logo',
  'brand_color',
] as const
/** Whole numbers, with what to say when one is none. */
const WHOLE = {
  net_days: 'Use a whole number of days, such as 14',
  invoice_digits: 'Use a whole number from 1 to 10',
  invoice_next_number: 'Use a whole number, such as 1043',
} as const
type WholeName = keyof typeof WHOLE
const PLACE = { name: 'Business', path: '/settings/business' }
type TextName = Exclude<(typeof FIELDS)[number], WholeName | 'logo' | 'brand_color'>
const REQUIRED = new Set<string>(['name', 'timezone', 'currency', 'invoice_prefix'])

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
      <FormProblem error={form.problem} />
      {canEdit && <SaveBar form={form} />}
    </form>
  )
}

/** As typed, so that a number half written is not another one. */
type Values = Omit<Business, WholeName> & Record<WholeName, string>

const wholeNumber = (typed: string): number | null => {
  const read = readDecimal(typed)
  return read !== null && /^\d{1,9}(\.0*)?$/.test(read) ? Number.parseInt(read, 10) : null
}

/** The whole numbers that were typed, and what to say of those that are none. */
function readNumbers(typed: Partial<Values>) {
  const numbers: Partial<Record<WholeName, number>> = {}
  const missing: Partial<Record<WholeName, string>> = {}
  for (const name of Object.keys(WHOLE) as WholeName[]) {
    const text = typed[name]
    if (text === undefined) continue
    const read = wholeNumber(text)
    if (read === null) missing[name] = WHOLE[name]
    else numbers[name] = read
  }
  return { numbers: numbers as Record<WholeName, number>, missing }
}

interface PartProps {
  values: Values
  errors: Record<string, string>
  canEdit: boolean
  set: (changes: Partial<Values>) => void
}

/** Value, change and error of a text of the business; an emptied one is none, where none is allowed. */
function wired({ values, errors, canEdit, set }: PartProps) {
  return (name: TextName) => ({
    value: values[name] ?? '',
    error: errors[name],
    disabled: !canEdit,
    onInput: (value: string) => set({ [name]: value === '' && !REQUIRED.has(name) ? null : value }),
  })
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
      <Numbers {...props} />
      <Check
        label="My prices include tax"
        checked={values.prices_include_tax}
        disabled={!canEdit}
        onChange={(prices_include_tax) => set({ prices_include_tax })}
      />
      <TextArea label="Notes on every invoice" {...wire('invoice_notes')} />
      <TextArea label="Terms on every invoice" {...wire('invoice_terms')} />
    </SettingsCard>
  )
}

/** How invoices are numbered; who comes from elsewhere goes on with his own numbers. */
function Numbers(props: PartProps) {
  const { values, set, errors, canEdit } = props
  const [digits, next] = [wholeNumber(values.invoice_digits), wholeNumber(values.invoice_next_number)]
  const isShown = digits !== null && digits <= 10 && next !== null
  return (
    <>
      <div class="two-columns">
        <TextField label="Number starts with" hint="{YYYY} is the year" {...wired(props)('invoice_prefix')} />
        <NumberField
          label="Digits"
          value={values.invoice_digits}
          keypad
          disabled={!canEdit}
          onInput={(invoice_digits) => set({ invoice_digits })}
          error={errors.invoice_digits}
        />
        <NumberField
          label="Next number"
          value={values.invoice_next_number}
          keypad
          disabled={!canEdit}
          onInput={(invoice_next_number) => set({ invoice_next_number })}
          error={errors.invoice_next_number}
        />
      </div>
      {isShown && (
        <p class="field-hint">
          The next invoice will be {documentNumber(values.invoice_prefix, digits, next, today())}. Numbers follow each
          other without a gap; one that was given out never comes again.
        </p>
      )}
    </>
  )
}
