import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Pill } from '../../components/pill.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { percent as percentOf } from '../../models/format.ts'
import { taxRates } from '../../models/tax-rates.ts'
import { readPercent } from '../../models/typed-number.ts'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

export function TaxStep({ state }: { state: Welcome }) {
  const typed = state.typedTax.value ?? { name: '', percent: '' }
  const form = useForm(typed)
  const set = (changes: Partial<typeof typed>) => {
    state.typedTax.value = { ...typed, ...changes }
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!typed.name.trim() && !typed.percent.trim()) return state.next()
    const percent = readPercent(typed.percent)
    const missing = {
      name: !typed.name.trim() && 'Enter a name, such as HST',
      percent: percent === null && 'Enter a number, such as 13',
    }
    const input = { name: typed.name.trim(), percent: percent ?? '0', is_default: state.rates.length === 0 }
    if (!(await form.send(missing, () => taxRates.create(input)))) return
    state.typedTax.value = null
    state.saved.value = true
    state.next()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <FormProblem error={form.problem} />
      {state.rates.length > 0 && (
        <p class="inline wrap">
          You have{' '}
          {state.rates.map((rate) => (
            <Pill key={rate.id}>{`${rate.name} ${percentOf(rate.percent)}`}</Pill>
          ))}
        </p>
      )}
      <div class="two-columns">
        <TextField
          label="Name, such as HST or VAT"
          value={typed.name}
          onInput={(name) => set({ name })}
          error={form.errors.name}
          maxLength={60}
          autoFocus
        />
        <NumberField
          label="Percent"
          value={typed.percent}
          onInput={(percent) => set({ percent })}
          error={form.errors.percent}
          percent="always"
          keypad
          full={({ value }) => percentOf(value)}
        />
      </div>
      <StepButtons busy={form.busy} skip={state.next} />
    </form>
  )
}
