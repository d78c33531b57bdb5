import { useLocation } from 'preact-iso'
import { DayRange } from '../../components/day-range.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { useBusinessToday } from '../../models/business-day.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { DAY_CHOICES, dayChoice, daysOf, paidDays } from '../../models/payment-days.ts'

/** When it was paid, and by whom, for what, how much. */
export function Filters() {
  const { url, query } = useLocation()
  const today = useBusinessToday()
  const days = paidDays(query)
  const choice = dayChoice(query, today)
  const choose = (value: string) => {
    const chosen = value === 'custom' ? { ...days, days: value } : { ...daysOf(value, today ?? ''), days: null }
    go(withQuery(url, chosen))
  }
  return (
    <div class="list-filters">
      <div class="filters">
        <ChipSelect label="Paid" value={choice} choices={DAY_CHOICES} onChange={choose} on={choice !== ''} />
        <SearchField url={url} q={query.q ?? ''} label="Name, number or amount" />
      </div>
      {choice === 'custom' && (
        <DayRange
          url={url}
          from={{ label: 'Paid from', name: 'paid_from', day: days.paid_from }}
          to={{ label: 'Paid to', name: 'paid_to', day: days.paid_to }}
          also={{ days: 'custom' }}
        />
      )}
    </div>
  )
}
