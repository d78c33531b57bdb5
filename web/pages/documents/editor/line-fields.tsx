import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { Check } from '../../../components/check.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { ChipSelect } from '../../../components/select-field.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import type { DraftLine } from '../../../models/document-draft.ts'
import { money, price } from '../../../models/format.ts'
import { taxChoices } from '../../../models/tax-rates.ts'
import { fieldId, useDraft } from './context.ts'
import { NameField } from './name-field.tsx'
import { UnsavedNote } from './unsaved-note.tsx'

export interface LineProps {
  line: DraftLine
  index: number
  change: (changes: Partial<DraftLine>) => void
  remove: () => void
  /** In a sheet of its own, where a cross would close it. */
  isAlone?: boolean
  /** Enter on the last field. */
  next: () => void
}

/** One line in three rows: what it is, how much, and what that comes to, for which there is room in every language. */
export function LineFields({ line, index, change, remove, isAlone = false, next }: LineProps) {
  const { editor, errors } = useDraft()
  const { currency } = editor.draft.value
  const path = `line_items.${index}`
  const removeWhenEmpty = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || line.name !== '' || line.rate !== '') return
    event.preventDefault()
    remove()
  }
  const nextOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    next()
  }
  return (
    <div class="line" data-line>
      <NameField line={line} index={index} change={change} onKeyDown={removeWhenEmpty} />
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
        <span class="line-unit">
          <TextField
            id={fieldId(`${path}.unit`)}
            label="Unit"
            hideLabel
            placeholder="unit"
            maxLength={20}
            value={line.unit}
            onInput={(unit) => change({ unit })}
            error={errors[`${path}.unit`]}
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
            full={({ value }) => price(value, currency)}
            value={line.rate}
            onInput={(rate) => change({ rate })}
            error={errors[`${path}.rate`]}
            onKeyDown={nextOnEnter}
          />
        </span>
        <TaxChip line={line} change={change} onKeyDown={nextOnEnter} />
      </div>
      <LineEnd line={line} index={index} change={change} />
      <Offered line={line} change={change} />
      <UnsavedNote of={path} />
      {!isAlone && (
        <span class="line-remove">
          <Button look="quiet" icon={X} label={`Remove line ${index + 1}`} onClick={remove} />
        </span>
      )}
    </div>
  )
}

function LineEnd({ line, index, change }: Pick<LineProps, 'line' | 'index' | 'change'>) {
  const { editor, live } = useDraft()
  const { currency } = editor.draft.value
  return (
    <div class="line-end">
      <Description line={line} path={`line_items.${index}`} change={change} />
      <span class={`number ${line.optional ? 'muted' : 'strong'}`}>
        {live.ok ? money(live.totals.lineAmounts[index] ?? '0', currency) : '–'}
      </span>
    </div>
  )
}

/** Printed under the name; asked for only by those who want it. */
function Description({ line, path, change }: Pick<LineProps, 'line' | 'change'> & { path: string }) {
  const { errors } = useDraft()
  const isOpen = useSignal(line.description !== '')
  const error = errors[`${path}.description`]
  if (!isOpen.value && line.description === '' && !error) {
    return (
      <div class="line-description">
        <Button look="quiet" onClick={() => (isOpen.value = true)}>
          Add description
        </Button>
      </div>
    )
  }
  return (
    <div class="line-description">
      <TextArea
        id={fieldId(`${path}.description`)}
        label="Description"
        hideLabel
        placeholder="Description, printed under the name"
        maxLength={2000}
        value={line.description}
        onInput={(description) => change({ description })}
        error={error}
      />
    </div>
  )
}

/** What the customer may choose of it. */
function Offered({ line, change }: Pick<LineProps, 'line' | 'change'>) {
  if (!useDraft().kind.offers) return null
  return (
    <div class="line-offered">
      <Check label="Optional" checked={line.optional} onChange={(optional) => change({ optional })} />
      <Check
        label="Customer may change the quantity"
        checked={line.qtyEditable}
        onChange={(qtyEditable) => change({ qtyEditable })}
      />
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
  const { rates } = useDraft()
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
