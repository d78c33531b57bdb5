import { useQuery } from '@tanstack/preact-query'
import { ChevronLeft, Repeat } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { RecurringCosts } from '../../../core/contract/expenses.ts'
import { Button } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { Empty, Problem, SkeletonRows } from '../../components/states.tsx'
import { recurringCosts } from '../../models/expenses.ts'
import { money, plural, shortDay } from '../../models/format.ts'
import { go } from '../../models/navigation.ts'
import { expenseUrl } from './use-expenses.ts'

const TITLE = 'Costs that come back'
type Cost = RecurringCosts['costs'][number]

/** What is paid again and again, and what that is in a year; beside the list where nothing else is open. */
export default function Recurring({ isPage, isAlone }: { isPage: boolean; isAlone: boolean }) {
  const { url } = useLocation()
  const asked = useQuery(recurringCosts)
  return (
    <section class="pane" aria-label={TITLE}>
      <header class="pane-header">
        {isPage && <Button look="quiet" icon={ChevronLeft} label="Back" onClick={() => go(expenseUrl(url))} />}
        <div class="grow">
          {isAlone ? <PageHeading title={TITLE} look="title-pane" /> : <h2 class="title-pane">{TITLE}</h2>}
        </div>
      </header>
      <div class="pane-body">
        {asked.error && !asked.data ? (
          <Problem error={asked.error} what="the costs that come back" retry={() => void asked.refetch()} />
        ) : !asked.data ? (
          <SkeletonRows count={4} />
        ) : asked.data.costs.length === 0 ? (
          <None />
        ) : (
          <Costs found={asked.data} />
        )}
      </div>
    </section>
  )
}

const None = () => (
  <Empty icon={Repeat} title="No cost comes back">
    What a vendor was paid three times at one rhythm, or twice a year apart, is listed here.
  </Empty>
)

function Costs({ found: { costs, totals } }: { found: RecurringCosts }) {
  return (
    <>
      <p class="month-totals small muted">
        In a year:{' '}
        <strong class="number">{totals.map((total) => money(total.yearly_cost, total.currency)).join(' · ')}</strong>
      </p>
      <ul>
        {costs.map((cost) => (
          <li key={cost.last_expense_id}>
            <Row cost={cost} />
          </li>
        ))}
      </ul>
    </>
  )
}

const EVERY: Record<Cost['rhythm'], string> = {
  WEEK: 'Every week',
  TWO_WEEKS: 'Every two weeks',
  FOUR_WEEKS: 'Every four weeks',
  MONTH: 'Every month',
  TWO_MONTHS: 'Every two months',
  QUARTER: 'Every quarter',
  YEAR: 'Every year',
}

function Row({ cost }: { cost: Cost }) {
  const { url } = useLocation()
  const { vendor_name, currency, last_amount, yearly_cost, rhythm, times, next_on, is_late, last_expense_id } = cost
  const next = is_late ? `expected ${shortDay(next_on)}` : `next ${shortDay(next_on)}`
  return (
    <a class="row conversation" href={expenseUrl(url, last_expense_id)}>
      <span class="stack none grow">
        <span class="inline">
          <span class="strong grow ellipsis">{vendor_name}</span>
          <span class="number strong nowrap">{money(last_amount, currency)}</span>
        </span>
        <span class="inline small muted">
          <span class="grow">{[EVERY[rhythm], next, plural(times, 'time')].join(' · ')}</span>
          <span class="number nowrap">{money(yearly_cost, currency)} a year</span>
        </span>
        <PriceChange cost={cost} />
      </span>
    </a>
  )
}

/** Both are decimals of one currency, so the longer is the larger. */
const isMore = (a: string, b: string) => (a.length === b.length ? a > b : a.length > b.length)

function PriceChange({ cost: { price_change: change, currency } }: { cost: Cost }) {
  if (!change) return null
  return (
    <span class="small">
      <span class={`pill ${isMore(change.to, change.from) ? 'partly' : 'good'}`}>
        {isMore(change.to, change.from) ? 'Dearer' : 'Cheaper'}
      </span>{' '}
      since {shortDay(change.since)}: {money(change.from, currency)} before
    </span>
  )
}
