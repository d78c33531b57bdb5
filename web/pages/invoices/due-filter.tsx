import { DayRange } from '../../components/day-range.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { DUE_CHOICES, type DueRange } from '../../models/due-dates.ts'
import { go, withQuery } from '../../models/navigation.ts'

/** When it is due. Someone's own days begin with those that were chosen before. */
export function DueChip({ url, choice, range }: { url: string; choice: string; range: DueRange | null }) {
  const choose = (due: string) => {
    const days = due === 'custom' ? range : null
    go(withQuery(url, { due, due_from: days?.due_from, due_to: days?.due_to }))
  }
  return <ChipSelect label="Due date" value={choice} choices={DUE_CHOICES} onChange={choose} on={choice !== ''} />
}

export const DueDays = ({ url, range }: { url: string; range: DueRange }) => (
  <DayRange
    url={url}
    from={{ label: 'Due from', name: 'due_from', day: range.due_from }}
    to={{ label: 'Due to', name: 'due_to', day: range.due_to }}
    also={{ due: 'custom' }}
  />
)
