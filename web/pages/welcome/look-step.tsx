import type { Business } from '../../../core/contract/business.ts'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { profile } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { BrandFields } from '../settings/brand-fields.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

export function LookStep({ state }: { state: Welcome }) {
  const form = useForm(state.typed.value, ['name', 'address_line1', 'email', 'tax_id', 'logo', 'brand_color'])
  const { errors } = form
  const values = { ...state.business, ...state.typed.value } as Business
  const set = (changes: Partial<Business>) => {
    state.typed.value = { ...state.typed.value, ...changes }
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const changes = state.typed.value
    const save = async () => Object.keys(changes).length > 0 && (await profile.update(changes))
    if (!(await form.send({ name: !values.name.trim() && 'Enter the name of your business' }, save))) return
    state.saved.value = true
    state.next()
  }
  const text = (
    name: 'name' | 'address_line1' | 'email' | 'tax_id',
    label: string,
    more: { type?: 'email'; placeholder?: string } = {},
  ) => (
    <TextField
      label={label}
      value={values[name] ?? ''}
      onInput={(value) => set({ [name]: value || (name === 'name' ? '' : null) })}
      error={errors[name]}
      autoFocus={name === 'name'}
      {...more}
    />
  )
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <FormProblem error={form.problem} />
      {text('name', 'Business name')}
      {text('address_line1', 'Address')}
      {text('email', 'Email for questions of customers', { type: 'email', placeholder: values.owner_email ?? '' })}
      {text('tax_id', 'Tax ID, if you have one')}
      <BrandFields values={values} set={set} canEdit errors={errors} />
      <StepButtons busy={form.busy} skip={state.next} />
    </form>
  )
}
