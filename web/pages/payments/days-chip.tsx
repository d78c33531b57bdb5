import { X } from 'lucide-preact'
import { Icon } from '../../components/icon.tsx'
import { useBusinessToday } from '../../models/business-day.ts'
import { shortDay } from '../../models/format.ts'

/** The payments of some days; pressing it shows all again. */
export function DaysChip({ from, to, clear }: { from: string; to: string; clear: string }) {
  const days = daysOf(from, to, useBusinessToday())
  return (
    <a class="chip on" href={clear} aria-label={`Only paid ${days}. Show all`}>
      Paid {days} <Icon of={X} />
    </a>
  )
}

export function daysOf(from: string, to: string, today: string | null): string {
  if (from === to) return from === today ? 'today' : `on ${shortDay(from)}`
  if (!to) return `since ${shortDay(from)}`
  if (!from) return `until ${shortDay(to)}`
  return `from ${shortDay(from)} to ${shortDay(to)}`
}
