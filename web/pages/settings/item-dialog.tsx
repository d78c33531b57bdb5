import { useQuery } from '@tanstack/preact-query'
import type { TaxRate } from '../../../core/contract/business.ts'
import type { Item } from '../../../core/contract/items.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { currencyDecimals, editable, price } from '../../models/format.ts'
import { items } from '../../models/items.ts'
import { taxChoices, usualTax } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'
import { readDecimal } from '../../models/typed-number.ts'

export function ItemDialog({
  item,
  rates,
  close,
}: {
  item: Item | null
  rates: readonly TaxRate[]
  close: () => void
}) {
  const currency = useQuery(businessQuery).data?.currency
  const start = {
    name: item?.name ?? '',
    rate: item ? editable(item.rate, currencyDecimals(item.currency)) : '',
    unit: item?.unit ?? '',
    tax_rate_id: item ? (item.tax_rate_id ?? '') : usualTax(rates),
    description: item?.description ?? '',
  }
  const place = { name: item?.name ?? 'New item', path: '/settings/items', id: item?.id }
  const form = useForm(start, Object.keys(start), place)
  const { values } = form
  const submit = async () => {
    const rate = readDecimal(values.rate)
    const missing = {
      name: !values.name.trim() && 'Enter a name, such as Labour',
      rate: rate === null && 'Enter a price, such as 110',
    }
    const input = {
      name: values.name.trim(),
      rate: rate ?? '0',
      unit: values.unit.trim() || null,
      tax_rate_id: values.tax_rate_id || null,
      description: values.description.trim() || null,
    }
    if (!(await form.send(missing, () => (item ? items.update(item, input) : items.create(input))))) return
    showToast({ text: `${input.name} saved` })
    close()
  }
  return (
    <FormDialog title={item ? 'Edit item' : 'Add item'} crossed form={form} submit={submit} close={close} verb="Save">
      <TextField label="Name on the invoice" {...form.text('name')} maxLength={200} autoFocus />
      <div class="two-columns">
        <NumberField
          label={currency ? `Price in ${currency}` : 'Price'}
          {...form.text('rate')}
          {...(currency ? { full: ({ value }) => price(value, currency) } : {})}
        />
        <TextField label="Unit, if any" {...form.text('unit')} maxLength={20} placeholder="hour, m², piece" />
      </div>
      <SelectField
        label="Tax"
        value={values.tax_rate_id}
        choices={taxChoices(rates, values.tax_rate_id)}
        onChange={(tax_rate_id) => form.set({ tax_rate_id })}
        error={form.errors.tax_rate_id}
      />
      <TextArea label="Description, printed under the name" {...form.text('description')} maxLength={2000} />
      {item && <p class="field-hint">What is on invoices already stays as it was written.</p>}
    </FormDialog>
  )
}
