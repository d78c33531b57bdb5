import { useEffect, useState } from 'preact/hooks'
import { isAskable } from '../models/business-day.ts'
import { narrow } from '../models/navigation.ts'
import { useDebounced } from '../models/use-debounced.ts'
import { DateField } from './date-field.tsx'

const ASK_AFTER_MS = 300

interface Bound {
  label: string
  /** What the address calls it. */
  name: string
  day: string
}

/** Two days of one's own that filter a list; the address keeps them, and `also` with them. */
export function DayRange({
  url,
  from,
  to,
  also,
}: {
  url: string
  from: Bound
  to: Bound
  also: Record<string, string>
}) {
  const endsBefore = from.day !== '' && to.day !== '' && to.day < from.day
  return (
    <div class="day-range">
      <Day {...from} url={url} also={also} />
      <Day {...to} url={url} also={also} error={endsBefore ? 'This is before the first day' : undefined} />
    </div>
  )
}

/** A day that the address takes over once it can be asked for. */
function Day({
  label,
  name,
  url,
  day,
  also,
  error,
}: Bound & { url: string; also: Record<string, string>; error?: string | undefined }) {
  const [typed, setTyped] = useState(day)
  const rested = useDebounced(typed, ASK_AFTER_MS)
  useEffect(() => {
    if (rested !== day && (rested === '' || isAskable(rested))) narrow(url, { ...also, [name]: rested })
  }, [rested])
  return <DateField label={label} value={typed} onChange={setTyped} error={error} />
}
