import { useEffect } from 'preact/hooks'
import type { Business } from '../../../core/contract/business.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { profile } from '../../models/business.ts'
import { currencyChoices } from '../../models/currencies.ts'
import { useForm } from '../../models/form.ts'
import { countryChoices } from '../../models/places-by-name.ts'
import { BrandFields } from '../settings/brand-fields.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

const FIELDS = ['name', 'country', 'currency', 'address_line1', 'tax_id', 'logo', 'brand_color']
const PLACE = { name: 'Your business', path: '/welcome?step=business' }

export function BusinessStep({ state }: { state: Welcome }) {
  const form = useForm<Partial<Business>>(state.business, FIELDS, PLACE)
  const { errors, values } = form
  const set = (changes: Partial<Business>) => {
    form.set(changes)
    state.shown.value = { business: { ...form.typed, ...changes } }
  }
  useEffect(() => {
    // What was typed on this device before and left.
    state.shown.value = { business: form.typed }
  }, [])
  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = { name: !values.name?.trim() && 'Enter the name of your business' }
    await form.send(missing, async () => {
      if (Object.keys(form.typed).length > 0) await profile.update(form.typed)
      await state.complete()
    })
  }
  const text = (name: 'name' | 'address_line1' | 'tax_id', label: string) => (
    <TextField
      label={label}
      value={values[name] ?? ''}
      onInput={(value) => set({ [name]: value || (name === 'name' ? '' : null) })}
      error={errors[name]}
      maxLength={name === 'tax_id' ? 60 : 120}
      autoFocus={name === 'name'}
    />
  )
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      {text('name', 'Business name')}
      <div class="two-columns">
        <ChoiceField
          label="Country"
          choices={countryChoices()}
          value={values.country ?? ''}
          onChange={(country) => set({ country: country || null })}
          error={errors.country}
        />
        <SelectField
          label="Currency"
          choices={currencyChoices()}
          value={values.currency ?? ''}
          onChange={(currency) => set({ currency })}
          error={errors.currency}
        />
      </div>
      <BrandFields
        values={{ name: values.name ?? '', logo: values.logo ?? null, brand_color: values.brand_color ?? null }}
        set={set}
        canEdit
        errors={errors}
      />
      {text('address_line1', 'Address, if customers shall see one')}
      {text('tax_id', 'Tax ID, if you have one')}
      <FormProblem error={form.problem} />
      <StepButtons state={state} busy={form.busy} />
    </form>
  )
}
