import { DateField } from '../../../components/date-field.tsx'
import { addDays, daysBetween } from '../../../models/format.ts'
import { fieldId, useEditing } from './context.ts'
import { UnsavedNote } from './unsaved-note.tsx'

/** Issued, until when, and the usual terms; the term of the last one to this contact is already chosen. */
export function DateFields() {
  const { kind, editor, errors, last, business } = useEditing()
  const { until } = kind
  const { issueDate, untilDate } = editor.draft.value
  const days = issueDate && untilDate ? daysBetween(issueDate, untilDate) : -1
  const lastDays = last ? daysBetween(last.issue_date, until.of(last)) : null
  const terms = [...new Set([...until.shortcuts, until.usualDays(business)])].sort((a, b) => a - b)
  const setIssued = (day: string) =>
    editor.change({ issueDate: day, ...(day && days >= 0 ? { untilDate: addDays(day, days) } : {}) })
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
          id={fieldId(until.field)}
          label={until.label}
          value={untilDate}
          min={issueDate}
          onChange={(day) => editor.change({ untilDate: day })}
          error={errors[until.field]}
        />
      </div>
      <UnsavedNote of="issue_date" />
      <UnsavedNote of={until.field} />
      <fieldset class="inline wrap chips">
        <legend class="visually-hidden">{until.legend}</legend>
        {terms.map((term) => (
          <button
            key={term}
            type="button"
            class={`chip${days === term ? ' on' : ''}`}
            aria-pressed={days === term}
            disabled={!issueDate}
            onClick={() => editor.change({ untilDate: addDays(issueDate, term) })}
          >
            {until.shortcut(term)}
          </button>
        ))}
        {lastDays !== null && lastDays === days && <span class="meta muted">as on their last {kind.word}</span>}
      </fieldset>
    </div>
  )
}
