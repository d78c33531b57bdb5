import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { currencyDecimals, editable, money, percent } from '../../../models/format.ts'
import { fieldId, useEditing } from './context.ts'

/** A discount on the whole document: `10%` or an amount. */
export function DiscountField() {
  const { editor, errors } = useEditing()
  const { currency } = editor.draft.value
  const open = useSignal(editor.draft.value.discount !== '')
  if (!open.value && !errors.discount) {
    return (
      <Button look="quiet" onClick={() => (open.value = true)}>
        Add discount
      </Button>
    )
  }
  const clear = () => {
    open.value = false
    editor.change({ discount: '' })
  }
  return (
    <div class="inline discount">
      <span class="meta muted">Discount</span>
      <NumberField
        id={fieldId('discount')}
        label="Discount"
        hideLabel
        placeholder={`${editable('10')}% or ${editable('25', currencyDecimals(currency))}`}
        percent="maybe"
        full={({ value, isPercent }) => (isPercent ? percent(value) : money(value, currency))}
        value={editor.draft.value.discount}
        onInput={(discount) => editor.change({ discount })}
        error={errors.discount ?? errors['discount.amount'] ?? errors['discount.percent']}
        autoFocus={editor.draft.value.discount === ''}
      />
      <Button look="quiet" icon={X} label="Remove discount" onClick={clear} />
    </div>
  )
}
