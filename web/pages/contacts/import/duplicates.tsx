import type { ContactImport } from '../../../models/contact-import/contact-imports.ts'
import type { OnDuplicate } from './review.tsx'
import { Rows } from './rows.tsx'

const CHOICES: readonly { value: OnDuplicate; label: string }[] = [
  { value: 'SKIP', label: 'Skip them: nothing of your contacts changes' },
  { value: 'UPDATE', label: 'Update them with what the file says' },
  { value: 'CREATE', label: 'Add them once more' },
]

/** Rows whose mail address or phone number a contact has, and what shall become of them. */
export const Duplicates = ({
  of,
  value,
  choose,
}: {
  of: ContactImport
  value: OnDuplicate
  choose: (value: OnDuplicate) => void
}) => (
  <Rows
    of={of}
    query={{ duplicates: 'true' }}
    title="In your contacts already"
    above={
      <fieldset class="stack tight">
        <legend class="visually-hidden">What to do with them</legend>
        {CHOICES.map((choice) => (
          <label class="inline" key={choice.value}>
            <input
              type="radio"
              name="on_duplicate"
              checked={choice.value === value}
              onChange={() => choose(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </fieldset>
    }
    row={({ fields, duplicate }) => (
      <span class="stack none grow">
        <span class="strong break">{fields.display_name}</span>
        {duplicate && (
          <a class="small link" href={`/contacts/${duplicate.contact_id}`}>
            Is {duplicate.display_name}
          </a>
        )}
      </span>
    )}
  />
)
