import { signal } from '@preact/signals'
import { ScanText } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Confidence, levelOf } from '../../components/confidence.tsx'
import { Icon } from '../../components/icon.tsx'
import type { Expense } from '../../models/expenses.ts'
import { type ReceiptFields, readings } from '../../models/reading/receipts.ts'

type Read = ReceiptFields[string]
/** What is read of a receipt, and the field that it is typed into. */
const PLACES = {
  vendor: 'vendor_name',
  date: 'expense_date',
  total: 'amount',
  tax: 'tax_total',
  category: 'category',
  currency: 'currency',
} as const
export type ReadPlace = (typeof PLACES)[keyof typeof PLACES]
export type ReadValues = Partial<Record<ReadPlace, { typed: string; found: Read }>>

/** What was typed for a person, by the id of the expense: once, so that what he empties stays empty. */
const filled = signal<ReadonlyMap<string, ReadValues>>(new Map())
/** The line of the picture that somebody looks at. */
export const shownLine = signal<{ id: string; line: number } | null>(null)

interface Typing {
  values: Record<ReadPlace, string>
  set: (changes: Partial<Record<ReadPlace, string>>) => void
  /** An amount as it is typed where the person is. */
  typedAs: (amount: string, currency: string) => string
}

/** Types what was read of the picture into the fields that are empty, and answers what of it still stands there. */
export function useReadValues(expense: Expense, { values, set, typedAs }: Typing): ReadValues {
  const reading = readings.value.get(expense.id)
  const canType = expense.allowed_actions.includes('update')
  useEffect(() => {
    if (reading?.state !== 'read' || !canType || filled.value.has(expense.id)) return
    const currency = reading.fields.currency?.value ?? values.currency
    const entries = Object.entries(PLACES).flatMap(([name, place]) => {
      const found = reading.fields[name]
      // A currency is never empty: that of the receipt goes with its amount.
      const isFree = place === 'currency' ? values.amount === '' : values[place] === ''
      if (!found || !isFree) return []
      const isAmount = place === 'amount' || place === 'tax_total'
      return [[place, { typed: isAmount ? typedAs(found.value, currency) : found.value, found }] as const]
    })
    filled.value = new Map([...filled.value, [expense.id, Object.fromEntries(entries)]])
    set(Object.fromEntries(entries.map(([place, { typed }]) => [place, typed])))
  }, [reading?.state, canType])
  const standing = Object.entries(filled.value.get(expense.id) ?? {}).filter(
    ([place, { typed }]) => values[place as ReadPlace] === typed,
  )
  return Object.fromEntries(standing)
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
