import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { ChipSelect } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { type DraftCharge, emptyCharge } from '../../../models/document-draft.ts'
import { currencyDecimals, editable, money, percent } from '../../../models/format.ts'
import { taxChoices, usualTax } from '../../../models/tax-rates.ts'
import { fieldId, useDraft } from './context.ts'
import { UnsavedNote } from './unsaved-note.tsx'

/** Charges on the whole document, such as delivery: `10%` or an amount each, with a tax of their own. */
export function ChargesField() {
  const { editor, rates } = useDraft()
  const { charges } = editor.draft.value
  const change = (key: number, changes: Partial<DraftCharge>) =>
    editor.change({ charges: charges.map((each) => (each.key === key ? { ...each, ...changes } : each)) })
  return (
    <>
      {charges.map((charge, index) => (
        <ChargeFields
          key={charge.key}
          charge={charge}
          index={index}
          change={(changes) => change(charge.key, changes)}
          remove={() => editor.change({ charges: charges.filter(({ key }) => key !== charge.key) })}
        />
      ))}
      <Button look="quiet" onClick={() => editor.change({ charges: [...charges, emptyCharge(usualTax(rates))] })}>
        Add charge
      </Button>
    </>
  )
}

interface ChargeProps {
  charge: DraftCharge
  index: number
  change: (changes: Partial<DraftCharge>) => void
  remove: () => void
}

function ChargeFields({ charge, index, change, remove }: ChargeProps) {
  const { editor, errors, rates } = useDraft()
  const { currency } = editor.draft.value
  const path = `charges.${index}`
  return (
    <>
      <div class="inline discount charge">
        <TextField
          id={fieldId(`${path}.name`)}
          label={`Charge ${index + 1}`}
          hideLabel
          placeholder="Delivery"
          maxLength={100}
          value={charge.name}
          onInput={(name) => change({ name })}
          error={errors[`${path}.name`]}
          autoFocus={charge.name === ''}
        />
        <NumberField
          id={fieldId(`${path}.amount`)}
          label={`Amount of charge ${index + 1}`}
          hideLabel
          placeholder={`${editable('10')}% or ${editable('25', currencyDecimals(currency))}`}
          percent="maybe"
          full={({ value, isPercent }) => (isPercent ? percent(value) : money(value, currency))}
          value={charge.amount}
          onInput={(amount) => change({ amount })}
          error={errors[`${path}.amount`] ?? errors[`${path}.percent`] ?? errors[path]}
        />
        {rates.length > 0 && (
          <ChipSelect
            label={`Tax of charge ${index + 1}`}
            value={charge.taxRateId}
            choices={taxChoices(rates, charge.taxRateId)}
            onChange={(taxRateId) => change({ taxRateId })}
          />
        )}
        <Button look="quiet" icon={X} label={`Remove charge ${index + 1}`} onClick={remove} />
      </div>
      <UnsavedNote of={path} />
    </>
  )
}
