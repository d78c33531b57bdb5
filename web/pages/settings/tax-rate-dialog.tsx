import { useSignal } from '@preact/signals'
import type { TaxRate } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { PlainDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { readDecimal } from '../../models/decimal.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { plainDecimal } from '../../models/format.ts'
import { taxRates } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'

export function TaxRateDialog({ rate, isFirst, close }: { rate: TaxRate | null; isFirst: boolean; close: () => void }) {
  const name = useSignal(rate?.name ?? '')
  const percent = useSignal(rate ? plainDecimal(rate.percent) : '')
  const isDefault = useSignal(rate?.is_default ?? isFirst)
  const form = useSubmit(['name', 'percent', 'is_default'])
  const submit = async (event: Event) => {
    event.preventDefault()
    const read = readDecimal(percent.value)
    const missing = {
      ...(name.value.trim() ? {} : { name: 'Enter a name, such as HST' }),
      ...(read === null ? { percent: 'Enter a number, such as 13' } : {}),
    }
    if (form.refuse(missing)) return focusFirstInvalid()
    const input = { name: name.value.trim(), percent: read ?? '0', is_default: isDefault.value }
    if (!(await form.submit(() => (rate ? taxRates.update(rate, input) : taxRates.create(input)))))
      return focusFirstInvalid()
    showToast({ text: `${input.name} saved` })
    close()
  }
  return (
    <PlainDialog title={rate ? 'Edit tax' : 'Add tax'} onClose={close}>
      <form class="stack" noValidate onSubmit={submit}>
        <TextField
          label="Name on the invoice"
          value={name.value}
          onInput={(value) => (name.value = value)}
          error={form.errors.value.name}
          maxLength={60}
          autoFocus
        />
        <NumberField
          label="Percent"
          value={percent.value}
          onInput={(value) => (percent.value = value)}
          error={form.errors.value.percent}
          decimals={0}
        />
        <Check label="Use on new lines" checked={isDefault.value} onChange={(on) => (isDefault.value = on)} />
        {rate && <p class="field-hint">Invoices that were sent keep the tax they were sent with.</p>}
        <FormProblem error={form.problem.value} />
        <div class="actions">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            Save
          </Button>
        </div>
      </form>
    </PlainDialog>
  )
}
