import { DateField } from '../../../components/date-field.tsx'
import { addDays, daysBetween } from '../../../models/format.ts'
import { fieldId, useEditing } from './context.ts'

/** Issued, due, and the usual terms; the term of the last invoice to this contact is already chosen. */
export function DateFields() {
  const { editor, errors, history, business } = useEditing()
  const { issueDate, dueDate } = editor.draft.value
  const days = issueDate && dueDate ? daysBetween(issueDate, dueDate) : -1
  const lastDays = history?.last ? daysBetween(history.last.issue_date, history.last.due_date) : null
  const terms = [...new Set([7, 14, 30, business.net_days])].sort((a, b) => a - b)
  const setIssued = (day: string) =>
    editor.change({ issueDate: day, ...(day && days >= 0 ? { dueDate: addDays(day, days) } : {}) })
  return (
    <div class="stack tight-8">
      <div class="two-columns">
        <DateField
          id={fieldId('issue_date')}
          label="Issued"
          value={issueDate}
          onChange={setIssued}
          error={errors.issue_date}
        />
        <DateField
          id={fieldId('due_date')}
          label="Due"
          value={dueDate}
          min={issueDate}
          onChange={(day) => editor.change({ dueDate: day })}
          error={errors.due_date}
        />
      </div>
      <fieldset class="inline wrap chips">
        <legend class="visually-hidden">Days to pay</legend>
        {terms.map((term) => (
          <button
            key={term}
            type="button"
            class={`chip${days === term ? ' on' : ''}`}
            aria-pressed={days === term}
            disabled={!issueDate}
            onClick={() => editor.change({ dueDate: addDays(issueDate, term) })}
          >
            {term === 0 ? 'Today' : `Net ${term}`}
          </button>
        ))}
        {lastDays !== null && lastDays === days && <span class="meta muted">like the last one</span>}
      </fieldset>
    </div>
  )
}
