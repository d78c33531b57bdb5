import { signal } from '@preact/signals'
import { ScanText } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Confidence, levelOf } from '../../components/confidence.tsx'
import { Icon } from '../../components/icon.tsx'
import type { Expense } from '../../models/expenses.ts'
import { type ReceiptFields, readings } from '../../models/reading/receipts.ts'
import {
  type ReadPlace,
  type ReadValues,
  standing,
  type TypedAs,
  typedOf,
  type Values,
} from '../../models/reading/typed.ts'

/** What was typed for a person of which reading, by the id of the expense: once, so that what he empties stays empty. */
const filled = signal<ReadonlyMap<string, { fields: ReceiptFields; read: ReadValues }>>(new Map())
/** The line of the picture that somebody looks at. */
export const shownLine = signal<{ id: string; line: number } | null>(null)

interface Typing {
  values: Values
  set: (changes: Partial<Values>) => void
  typedAs: TypedAs
}

/** Types what was read of the picture into the fields that are empty, and answers what of it still stands there. */
export function useReadValues(expense: Expense, { values, set, typedAs }: Typing): ReadValues {
  const reading = readings.value.get(expense.id)
  const fields = reading?.state === 'read' ? reading.fields : undefined
  const last = filled.value.get(expense.id)
  const canType = expense.allowed_actions.includes('update')
  useEffect(() => {
    if (!fields || !canType || last?.fields === fields) return
    const saved = expense.currency
    const { read, changes } = typedOf(fields, { values, saved, before: last?.read ?? {}, typedAs })
    filled.value = new Map([...filled.value, [expense.id, { fields, read }]])
    set(changes)
  }, [fields, canType])
  return reading && last ? standing(last.read, values) : {}
}

/** A field whose value a machine read is violet, and shows where. */
export function ReadField({
  id,
  place,
  read,
  children,
}: {
  id: string
  place: ReadPlace
  read: ReadValues
  children: ComponentChildren
}) {
  const found = read[place]?.found
  if (!found) return <>{children}</>
  const reading = readings.value.get(id)
  const isShown = shownLine.value?.id === id && shownLine.value.line === found.span.line
  return (
    <div class="read-field">
      {children}
      <button
        type="button"
        class="read-source"
        aria-pressed={isShown}
        aria-label={`Read from the receipt, ${levelOf(found.confidence)}: show where`}
        onClick={() => (shownLine.value = isShown ? null : { id, line: found.span.line })}
      >
        <Confidence level={levelOf(found.confidence)} />
      </button>
      {isShown && reading?.state === 'read' && <p class="field-hint">“{reading.lines[found.span.line]?.text}”</p>}
    </div>
  )
}

/** What becomes of the picture on this device. */
export function ReadingNote({ expense, read }: { expense: Expense; read: ReadValues }) {
  const reading = readings.value.get(expense.id)
  if (!reading) return null
  return (
    <p class="small reading-note" role={reading.state === 'reading' ? undefined : 'status'}>
      <Icon of={ScanText} />
      <span>{wordsOf(reading, Object.keys(read).length)}</span>
    </p>
  )
}

function wordsOf(reading: NonNullable<ReturnType<typeof readings.value.get>>, count: number): string {
  if (reading.state === 'reading')
    return reading.share === null
      ? 'Reading the receipt'
      : `Reading the receipt on this device, ${Math.round(reading.share * 100)}%`
  if (reading.state === 'failed') return `The receipt could not be read: type what it says. ${reading.problem}`
  if (Object.keys(reading.fields).length === 0) return 'Nothing could be read from this picture: type what it says.'
  return count > 0
    ? 'Violet fields were read by a machine. Change any of them; High, Medium or Low shows the words it came from.'
    : 'What was read from the receipt has been changed.'
}
