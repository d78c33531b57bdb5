import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { currencyDecimals, editable, money, percent } from '../../../models/format.ts'
import { fieldId, useDraft } from './context.ts'

/** A discount on the whole document: `10%` or an amount. */
export const DiscountField = () => (
  <ShareField field="discount" label="Discount" add="Add discount" like={['10', '25']} />
)

/** What is asked for when the customer approves, of a kind that can be approved. */
export const DepositField = () =>
  useDraft().kind.offers ? (
    <ShareField field="deposit" label="Deposit" add="Ask for a deposit" like={['30', '500']} />
  ) : null

interface ShareProps {
  field: 'discount' | 'deposit'
  label: string
  add: string
  like: [share: string, amount: string]
}

/** A share or an amount; asked for only by those who want it. */
function ShareField({ field, label, add, like }: ShareProps) {
  const { editor, errors } = useDraft()
  const { currency, [field]: value } = editor.draft.value
  const open = useSignal(value !== '')
  const error = errors[field] ?? errors[`${field}.amount`] ?? errors[`${field}.percent`]
  if (!open.value && !error) {
    return (
      <Button look="quiet" onClick={() => (open.value = true)}>
        {add}
      </Button>
    )
  }
  const clear = () => {
    open.value = false
    editor.change({ [field]: '' })
  }
  return (
    <div class="inline discount">
      <span class="meta muted">{label}</span>
      <NumberField
        id={fieldId(field)}
        label={label}
        hideLabel
        placeholder={`${editable(like[0])}% or ${editable(like[1], currencyDecimals(currency))}`}
        percent="maybe"
        full={({ value, isPercent }) => (isPercent ? percent(value) : money(value, currency))}
        value={value}
        onInput={(typed) => editor.change({ [field]: typed })}
        error={error}
        autoFocus={value === ''}
      />
      <Button look="quiet" icon={X} label={`Remove ${label.toLowerCase()}`} onClick={clear} />
    </div>
  )
}
