import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { Combobox } from '../../../components/combobox.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { ChipSelect } from '../../../components/select-field.tsx'
import type { DraftLine } from '../../../models/document-draft.ts'
import { currencyDecimals, money, price } from '../../../models/format.ts'
import { matchingItems } from '../../../models/invoice-history.ts'
import { taxChoices } from '../../../models/tax-rates.ts'
import { fieldId, useEditing } from './context.ts'

export interface LineProps {
  line: DraftLine
  index: number
  change: (changes: Partial<DraftLine>) => void
  remove: () => void
  /** Enter on the last field. */
  next: () => void
}

/** One line in two rows: what it is, then how much. */
export function LineFields({ line, index, change, remove, next }: LineProps) {
  const { editor, errors, history, live } = useEditing()
  const { currency } = editor.draft.value
  const path = `line_items.${index}`
  const items = matchingItems(history?.items ?? [], line.name)
  const removeWhenEmpty = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || line.name !== '' || line.rate !== '') return
    event.preventDefault()
    remove()
  }
  const nextOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    next()
  }
  return (
    <div class="line" data-line>
      <Combobox
        id={fieldId(`${path}.name`)}
        label={`Item ${index + 1}`}
        hideLabel
        placeholder="What is it for?"
        maxLength={200}
        text={line.name}
        options={items.map((item) => ({ value: item.name, label: item.name, detail: price(item.rate, currency) }))}
        onInput={(name) => change({ name })}
        onChoose={(option) => {
          const item = items.find((each) => each.name === option.value)
          if (item) change({ name: item.name, rate: item.rate, taxRateId: item.taxRateId })
        }}
        onKeyDown={removeWhenEmpty}
        error={errors[`${path}.name`]}
      />
      <div class="line-figures">
        <span class="line-qty">
          <NumberField
            id={fieldId(`${path}.qty`)}
            label="Quantity"
            hideLabel
            value={line.qty}
            onInput={(qty) => change({ qty })}
            error={errors[`${path}.qty`]}
            onKeyDown={nextOnEnter}
          />
        </span>
        <span class="muted" aria-hidden="true">
          ×
        </span>
        <span class="line-rate">
          <NumberField
            id={fieldId(`${path}.rate`)}
            label="Price"
            hideLabel
            decimals={currencyDecimals(currency)}
            value={line.rate}
            onInput={(rate) => change({ rate })}
            error={errors[`${path}.rate`]}
            onKeyDown={nextOnEnter}
          />
        </span>
        <TaxChip line={line} change={change} onKeyDown={nextOnEnter} />
        <span class="grow number strong">{live.ok ? money(live.totals.lineAmounts[index] ?? '0', currency) : '–'}</span>
      </div>
      <span class="line-remove">
        <Button look="quiet" icon={X} label={`Remove line ${index + 1}`} onClick={remove} />
      </span>
    </div>
  )
}

function TaxChip({
  line,
  change,
  onKeyDown,
}: {
  line: DraftLine
  change: LineProps['change']
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { rates } = useEditing()
  if (rates.length === 0) return null
  return (
    <ChipSelect
      label="Tax"
      value={line.taxRateId}
      choices={taxChoices(rates, line.taxRateId)}
      onChange={(taxRateId) => change({ taxRateId })}
      onKeyDown={onKeyDown}
    />
  )
}
