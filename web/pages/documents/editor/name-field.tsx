import { useSignal } from '@preact/signals'
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import { beginWords, queryTerms } from '../../../../core/domain/kernel/text.ts'
import { Combobox } from '../../../components/combobox.tsx'
import { type DraftLine, filledWith } from '../../../models/document-draft.ts'
import { unitPrice } from '../../../models/format.ts'
import { suggestionsQuery } from '../../../models/items.ts'
import { useDebounced } from '../../../models/use-debounced.ts'
import { fieldId, useDraft } from './context.ts'
import type { LineProps } from './line-fields.tsx'

/** What a line is for: the first letters bring up the price list and what was written before; anything else stays as typed. */
export function NameField({
  line,
  index,
  change,
  onKeyDown,
}: Pick<LineProps, 'line' | 'index' | 'change'> & { onKeyDown: (event: KeyboardEvent) => void }) {
  const { editor, errors } = useDraft()
  const { currency } = editor.draft.value
  const isHere = useSignal(false)
  const fills = useFills(line, currency, isHere.value)
  return (
    <Combobox
      id={fieldId(`line_items.${index}.name`)}
      label={`Item ${index + 1}`}
      hideLabel
      placeholder="What is it for?"
      maxLength={200}
      text={line.name}
      options={fills.map(({ found }) => ({ value: found.name, label: found.name, detail: unitPrice(found) }))}
      onInput={(name) => change({ name })}
      onChoose={(option) => change(fills.find(({ found }) => found.name === option.value)?.changes ?? {})}
      onFocus={() => (isHere.value = true)}
      onBlur={() => (isHere.value = false)}
      onKeyDown={onKeyDown}
      error={errors[`line_items.${index}.name`]}
    />
  )
}

/** What would fill the line, while the cursor is in it: not what no longer fits the letters, nor what the line is already. */
function useFills(line: DraftLine, currency: string, isHere: boolean) {
  const asked = useDebounced(line.name.trim(), 120)
  // Those of the letters before stay until the next are there: a key pressed in between would choose nothing.
  const found = useQuery({ ...suggestionsQuery(asked), enabled: isHere, placeholderData: keepPreviousData }).data ?? []
  const typed = queryTerms(line.name)
  return found
    .filter(({ name }) => beginWords(typed, name))
    .map((each) => ({ found: each, changes: filledWith(each, currency) }))
    .filter(({ changes }) => Object.entries(changes).some(([field, value]) => line[field as keyof DraftLine] !== value))
}
