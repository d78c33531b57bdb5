import { useLocation } from 'preact-iso'
import { SearchField } from '../../components/search-field.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { go, withQuery } from '../../models/navigation.ts'
import { choicesOf, PRIORITY_LABELS, STATUS_LABELS, TYPE_LABELS } from '../../models/work-items.ts'
import { ARCHIVED, type Filters } from './use-work.ts'

const CHOICES: Record<
  Exclude<keyof Filters, 'q'>,
  [label: string, all: string, choices: { value: string; label: string }[]]
> = {
  status: ['Status', 'Not done', [...choicesOf(STATUS_LABELS), { value: ARCHIVED, label: 'Archived' }]],
  assigned_to: [
    'Assigned to',
    'Anyone',
    [
      { value: 'me', label: 'Mine' },
      { value: 'nobody', label: 'Unassigned' },
    ],
  ],
  priority: ['Priority', 'Priority', choicesOf(PRIORITY_LABELS)],
  due: [
    'Due',
    'Due',
    choicesOf({ overdue: 'Overdue', today: 'Today', this_week: 'This week', later: 'Later', none: 'No date' }),
  ],
  type: ['Type', 'Type', choicesOf(TYPE_LABELS)],
}

/** Which part of the work is shown; what is open stays open. */
export function WorkFilters({ filters }: { filters: Filters }) {
  const { url } = useLocation()
  return (
    <div class="inbox-filters">
      <SearchField url={url} q={filters.q} label="Title, contact or words" />
      <div class="filters">
        {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => {
          const [label, all, choices] = CHOICES[name]
          return (
            <ChipSelect
              key={name}
              label={label}
              value={filters[name]}
              choices={[{ value: '', label: all }, ...choices]}
              on={filters[name] !== ''}
              onChange={(value) => go(withQuery(url, { [name]: value }), true)}
            />
          )
        })}
      </div>
    </div>
  )
}
