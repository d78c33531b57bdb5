import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldId, useEditing } from './context.ts'

/** A discount on the whole document: `10%` or an amount. */
export function DiscountField() {
  const { editor, errors } = useEditing()
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
      <TextField
        id={fieldId('discount')}
        label="Discount"
        hideLabel
        placeholder="10% or 25.00"
        alignRight
        inputmode="decimal"
        value={editor.draft.value.discount}
        onInput={(discount) => editor.change({ discount })}
        error={errors.discount ?? errors['discount.amount'] ?? errors['discount.percent']}
        autoFocus={editor.draft.value.discount === ''}
      />
      <Button look="quiet" icon={X} label="Remove discount" onClick={clear} />
    </div>
  )
}
