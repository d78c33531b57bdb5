import type { ComponentChildren } from 'preact'
import { Confidence, type Level } from '../../components/confidence.tsx'
import { DateField } from '../../components/date-field.tsx'
import { DueField } from '../../components/due-field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { liveTotals } from '../../models/document-totals.ts'
import { capitalised, money } from '../../models/format.ts'
import type { Correction } from '../../models/reviews/editing.ts'
import { documentDraft } from '../../models/suggestion/by-hand.ts'
import { guessWords } from '../../models/suggestion/marks.ts'
import { groupOf, hasLines, type Place } from '../../models/suggestion/places.ts'
import { cellName, currencyOf, type TypedLine } from '../../models/suggestion/values.ts'
import { LinesHeading, Totals } from '../drafts/sums.tsx'

const PRIORITIES = ['LOW', 'NORMAL', 'HIGH', 'URGENT'].map((value) => ({
  value,
  label: capitalised(value.toLowerCase()),
}))

/** What the machine proposes, each value typed over in its place. */
export function Fields({ correction }: { correction: Correction }) {
  const { review, values } = correction
  const { texts } = values.value
  const { allowed_actions, intent } = review.value
  const shown = correction.places.filter(({ path, always }) => always || texts[path] || correction.proposed(path))
  if (shown.length === 0) return <p class="muted">Nothing to make was found in these words.</p>
  return (
    <fieldset disabled={!allowed_actions.includes('update')}>
      <legend class="visually-hidden">The draft</legend>
      <div class="draft-card proposed">
        {shown.map((place) => (
          <Row key={place.path} correction={correction} path={place.path}>
            <Typed correction={correction} place={place} />
          </Row>
        ))}
        {hasLines(intent) && <Lines correction={correction} />}
      </div>
    </fieldset>
  )
}

interface RowProps {
  correction: Correction
  path: string
  children: ComponentChildren
}

function Row({ correction, path, children }: RowProps) {
  const found = correction.proposed(path)
  const isNow = correction.active.value === path
  const guess = found && guessWords(correction.review.value, path)
  return (
    <div class={`draft-row${isNow && found ? ' now' : ''}`}>
      <div class="grow" data-path={path} onFocusCapture={() => (correction.active.value = path)}>
        {children}
      </div>
      {found && <Confidence level={capitalised(found.level.toLowerCase()) as Level} />}
      {guess && <p class="draft-quote draft-guess meta">{guess}</p>}
    </div>
  )
}

function Typed({ correction, place: { path, label, input, max } }: { correction: Correction; place: Place }) {
  const { texts } = correction.values.value
  const { contact_name, currency } = correction.review.value
  const text = {
    label,
    value: texts[path] ?? '',
    onInput: (value: string) => correction.type(path, value),
    error: correction.errors.value[path],
    maxLength: max,
  }
  // Whose it is, its business knows: a reviewer sees no other contacts.
  if (input === 'contact')
    return (
      <div class="field">
        <span class="label">{label}</span>
        <span class="ops-fixed">{contact_name ?? <span class="warn">Nobody yet: the business chooses</span>}</span>
      </div>
    )
  if (input === 'day') return <DateField {...text} onChange={text.onInput} />
  if (input === 'due') return <DueField {...text} />
  if (input === 'area') return <TextArea {...text} />
  if (input === 'priority')
    return <SelectField {...text} value={text.value || 'NORMAL'} onChange={text.onInput} choices={PRIORITIES} />
  if (input === 'money')
    return <NumberField {...text} keypad full={({ value }) => money(value, texts.currency || currency)} />
  return <TextField {...text} />
}

/** Summed as its business sums it: what is approved is seen. */
function Lines({ correction }: { correction: Correction }) {
  const { prices_include_tax, tax_rates: rates } = correction.review.value
  const { value: values } = correction.values
  const currency = currencyIn(correction)
  const live = liveTotals(documentDraft(values, currency, { business: { prices_include_tax }, rates }), rates)
  return (
    <>
      <LinesHeading />
      <ol aria-label="Lines">
        {values.lines.map((line, at) => {
          const amount = live.ok ? live.totals.lineAmounts[at] : undefined
          return <Line key={line.key} correction={correction} line={line} at={at} amount={amount} />
        })}
      </ol>
      <Totals live={live} currency={currency} />
    </>
  )
}

function currencyIn({ review }: Correction): string {
  const { currency, draft_payload } = review.value
  return currencyOf({ draft_payload: { currency, ...draft_payload } })
}

interface LineProps {
  correction: Correction
  line: TypedLine
  at: number
  amount: string | undefined
}

function Line({ correction, line, at, amount }: LineProps) {
  const currency = currencyIn(correction)
  const base = `line_items.${line.from ?? 'new'}`
  const found = ['name', 'qty', 'rate'].flatMap((cell) => correction.proposed(`${base}.${cell}`) ?? [])
  const [least] = found.toSorted((one, other) => one.confidence - other.confidence)
  const isNow = correction.active.value !== null && groupOf(correction.active.value) === base
  const cell = (name: 'name' | 'qty' | 'rate', label: string) => ({
    label: `${label}, line ${at + 1}`,
    hideLabel: true,
    value: line[name],
    onInput: (text: string) => correction.typeLine(line, name, text),
    error: correction.errors.value[cellName(line, name)] ?? correction.errors.value[`${base}.${name}`],
  })
  const place = (name: string, look: string, children: ComponentChildren) => (
    <div
      class={look}
      data-path={`${base}.${name}`}
      onFocusCapture={() => (correction.active.value = `${base}.${name}`)}
    >
      {children}
    </div>
  )
  return (
    <li class={`draft-line${isNow && least ? ' now' : ''}`}>
      {place('name', 'grow', <TextField {...cell('name', 'What')} maxLength={200} />)}
      {least && <Confidence level={capitalised(least.level.toLowerCase()) as Level} />}
      <span class="draft-amount">{amount && money(amount, currency)}</span>
      <div class="draft-figures">
        {place('qty', 'draft-qty', <NumberField {...cell('qty', 'Quantity')} keypad />)}
        <span class="meta muted">{line.unit && `${line.unit} `}×</span>
        {place(
          'rate',
          'draft-rate',
          <NumberField {...cell('rate', 'Price')} keypad full={({ value }) => money(value, currency)} />,
        )}
      </div>
    </li>
  )
}
