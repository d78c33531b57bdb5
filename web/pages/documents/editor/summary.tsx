import { TriangleAlert } from 'lucide-preact'
import { Icon } from '../../../components/icon.tsx'
import { plural } from '../../../models/format.ts'
import { requestIdOf, sentence } from '../../../models/sentences.ts'
import { fieldId, useEditing } from './context.ts'

/** One place that says what is missing, above the button that needs it; each entry leads to its field. */
export function ErrorSummary() {
  const { editor, errors } = useEditing()
  const fields = Object.entries(errors)
  const { value: problem } = editor.problem
  if (fields.length === 0 && !problem) return null
  const reference = requestIdOf(problem)
  return (
    <div class="banner late editor-note" role="alert">
      <p class="inline strong">
        <Icon of={TriangleAlert} />
        {fields.length > 0 ? `${plural(fields.length, 'field needs', 'fields need')} attention` : 'Not saved'}
      </p>
      {fields.length > 0 ? (
        <ul>
          {fields.slice(0, 4).map(([field, message]) => (
            <li key={field}>
              <button type="button" class="text-button" onClick={() => focusField(field)}>
                {nameOf(field)}: {message}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {sentence(problem)} {reference && <span class="meta muted">Reference {reference}</span>}
        </p>
      )}
    </div>
  )
}

function focusField(field: string): void {
  const own = document.getElementById(fieldId(field))
  const canFocus = own?.matches('input, select, textarea, button')
  const element = canFocus ? own : document.querySelector<HTMLElement>('.editor-body [data-line] input')
  element?.focus()
}

const NAMES: Record<string, string> = {
  contact_id: 'To',
  'contact.email': 'Email',
  issue_date: 'Issued',
  due_date: 'Due',
  expiry_date: 'Valid until',
  line_items: 'Lines',
  discount: 'Discount',
  deposit: 'Deposit',
  total: 'Total',
  notes: 'Notes',
  reference: 'Reference',
  name: 'item',
  qty: 'quantity',
  unit: 'unit',
  rate: 'price',
}

export function nameOf(field: string): string {
  const [, at, part] = /^line_items\.(\d+)\.?(\w*)/.exec(field) ?? []
  if (at === undefined) return NAMES[field] ?? NAMES[field.split('.')[0] ?? ''] ?? field
  return `Line ${Number.parseInt(at, 10) + 1}${part ? `, ${NAMES[part] ?? part}` : ''}`
}
