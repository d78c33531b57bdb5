import { useEffect, useState } from 'preact/hooks'
import { DateField } from '../../components/date-field.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { isAskable } from '../../models/business-day.ts'
import { DUE_CHOICES, type DueRange } from '../../models/due-dates.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { useDebounced } from '../../models/use-debounced.ts'

const ASK_AFTER_MS = 300

/** When it is due. Someone's own days begin with those that were chosen before. */
export function DueChip({ url, choice, range }: { url: string; choice: string; range: DueRange | null }) {
  const choose = (due: string) => {
    const days = due === 'custom' ? range : null
    go(withQuery(url, { due, due_from: days?.due_from, due_to: days?.due_to }))
  }
  return <ChipSelect label="Due date" value={choice} choices={DUE_CHOICES} onChange={choose} on={choice !== ''} />
}

export function DueDays({ url, range: { due_from, due_to } }: { url: string; range: DueRange }) {
  const endsBefore = due_from !== '' && due_to !== '' && due_to < due_from
  return (
    <div class="due-days">
      <Day label="Due from" name="due_from" url={url} day={due_from} />
      <Day
        label="Due to"
        name="due_to"
        url={url}
        day={due_to}
        error={endsBefore ? 'This is before the first day' : undefined}
      />
    </div>
  )
}

/** A day that the address takes over once it can be asked for. */
function Day({
  label,
  name,
  url,
  day,
  error,
}: {
  label: string
  name: keyof DueRange
  url: string
  day: string
  error?: string | undefined
}) {
  const [typed, setTyped] = useState(day)
  const rested = useDebounced(typed, ASK_AFTER_MS)
  useEffect(() => {
    if (rested !== day && (rested === '' || isAskable(rested)))
      go(withQuery(url, { due: 'custom', [name]: rested }), true)
  }, [rested])
  return <DateField label={label} value={typed} onChange={setTyped} error={error} />
}
