import { useQuery } from '@tanstack/preact-query'
import { Plus, X } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { liveTotals } from '../../models/document-totals.ts'
import { money } from '../../models/format.ts'
import { documentDraft } from '../../models/suggestion/by-hand.ts'
import { cellName, currencyOf, type TypedLine } from '../../models/suggestion/values.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import { useShown } from './context.ts'
import { Badge, Cell, Quote } from './row.tsx'
import { LinesHeading, Totals } from './sums.tsx'

/** What is billed or offered, and what it comes to: summed as in the editor. */
export function Lines() {
  const { suggestion } = useShown()
  const currency = currencyOf(suggestion.draft.value)
  const business = useQuery(businessQuery).data
  const rates = useQuery(taxRatesQuery).data ?? []
  const { values } = suggestion
  const shown = documentDraft(values.value, currency, { business, rates })
  const live = liveTotals(shown, rates)
  return (
    <>
      <LinesHeading />
      <ol aria-label="Lines">
        {values.value.lines.map((line, at) => (
          <Line key={line.key} line={line} at={at} amount={live.ok ? live.totals.lineAmounts[at] : undefined} />
        ))}
      </ol>
      <div class="draft-more">
        <Button look="accent" icon={Plus} onClick={() => suggestion.addLine()}>
          Add line
        </Button>
      </div>
      <Totals live={live} currency={currency} />
    </>
  )
}

function Line({ line, at, amount }: { line: TypedLine; at: number; amount: string | undefined }) {
  const { suggestion } = useShown()
  const currency = currencyOf(suggestion.draft.value)
  const base = `line_items.${line.from ?? `new-${line.key}`}`
  const paths = ['name', 'item_id', 'qty', 'rate', 'unit', 'tax_rate_id', 'description'].map(
    (name) => `${base}.${name}`,
  )
  const found = paths.map((path) => suggestion.proposed(path))
  const isNow = suggestion.active.value?.startsWith(`${base}.`) ?? false
  const cell = (name: 'name' | 'qty' | 'rate', label: string) => ({
    label: `${label}, line ${at + 1}`,
    hideLabel: true,
    value: line[name],
    onInput: (text: string) => suggestion.typeLine(line, name, text),
    error: suggestion.errors.value[cellName(line, name)] ?? suggestion.errors.value[`${base}.${name}`],
  })
  return (
    <li class={`draft-line${isNow && found.some(Boolean) ? ' now' : ''}`}>
      <Cell path={`${base}.name`} look="grow">
        <TextField {...cell('name', 'What')} maxLength={200} />
      </Cell>
      <Badge found={found} />
      <span class="draft-amount">{amount && money(amount, currency)}</span>
      <div class="draft-figures">
        <Cell path={`${base}.qty`} look="draft-qty">
          <NumberField {...cell('qty', 'Quantity')} keypad />
        </Cell>
        <span class="meta muted">{line.unit && `${line.unit} `}×</span>
        <Cell path={`${base}.rate`} look="draft-rate">
          <NumberField {...cell('rate', 'Price')} keypad full={({ value }) => money(value, currency)} />
        </Cell>
        <span class="grow" />
        <Button look="quiet" icon={X} label={`Remove line ${at + 1}`} onClick={() => suggestion.removeLine(line)} />
      </div>
      {isNow && <Quote paths={paths} />}
    </li>
  )
}
