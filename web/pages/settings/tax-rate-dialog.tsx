import type { TaxRate } from '../../../core/contract/business.ts'
import { Check } from '../../components/check.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { editable, percent as percentOf } from '../../models/format.ts'
import { taxRates } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'
import { readPercent } from '../../models/typed-number.ts'

export function TaxRateDialog({ rate, isFirst, close }: { rate: TaxRate | null; isFirst: boolean; close: () => void }) {
  const form = useForm({
    name: rate?.name ?? '',
    percent: rate ? editable(rate.percent) : '',
    is_default: rate?.is_default ?? isFirst,
  })
  const { values } = form
  const submit = async () => {
    const percent = readPercent(values.percent)
    const missing = {
      name: !values.name.trim() && 'Enter a name, such as HST',
      percent: percent === null && 'Enter a number, such as 13',
    }
    const input = { ...values, name: values.name.trim(), percent: percent ?? '0' }
    if (!(await form.send(missing, () => (rate ? taxRates.update(rate, input) : taxRates.create(input))))) return
    showToast({ text: `${input.name} saved` })
    close()
  }
  return (
    <FormDialog title={rate ? 'Edit tax' : 'Add tax'} crossed form={form} submit={submit} close={close} verb="Save">
      <TextField label="Name on the invoice" {...form.text('name')} maxLength={60} autoFocus />
      <NumberField
        label="Percent"
        {...form.text('percent')}
        percent="always"
        keypad
        full={({ value }) => percentOf(value)}
      />
      <Check label="Use on new lines" checked={values.is_default} onChange={(is_default) => form.set({ is_default })} />
      {rate && <p class="field-hint">Invoices that were sent keep the tax they were sent with.</p>}
    </FormDialog>
  )
}
