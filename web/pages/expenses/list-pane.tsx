import { useSignal } from '@preact/signals'
import { Copy, Paperclip, ReceiptText, RotateCw, X } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { NoneFits } from '../../components/list-page.tsx'
import { Sign, useInView } from '../../components/pane-row.tsx'
import { DocumentPill } from '../../components/pill.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { Empty } from '../../components/states.tsx'
import { type Capture, dropCapture, retryCapture, sending, waiting } from '../../models/captures.ts'
import { type Expense, nameOf, STATUS_LABELS } from '../../models/expenses.ts'
import { clock, money, shortDay } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { TakeButtons, take } from './capture.tsx'
import {
  expenseUrl,
  type Filters,
  monthChoices,
  monthName,
  useCounts,
  type useExpenses,
  useMonth,
} from './use-expenses.ts'

interface Props {
  list: ReturnType<typeof useExpenses>
  filters: Filters
  open: string
  left: string
}

export function ListPane({ list, filters, open, left }: Props) {
  const { url } = useLocation()
  const drop = useDrop((files) => void take(files, url))
  const canAdd = may('expenses.create')
  return (
    <section
      class={`pane list-pane${drop.isOver ? ' over' : ''}`}
      aria-label="Expenses, the newest first"
      {...(canAdd ? drop.handlers : {})}
    >
      <header class="pane-header">
        <div class="grow">
          <PageHeading title="Expenses" look="title-pane" />
        </div>
        {canAdd && <TakeButtons />}
      </header>
      <ExpenseFilters filters={filters} />
      <div class="pane-body">
        <MonthTotals chosen={filters.month} />
        <ul>
          {waiting.value.map((each) => (
            <Waiting key={each.key} capture={each} />
          ))}
        </ul>
        <ListFrame pages={list} what="the expenses" flat empty={<None filters={filters} />}>
          <ul>
            {(list.rows ?? []).map((row) => (
              <li key={row.id}>
                <Row row={row} isOpen={row.id === open} wasLeft={row.id === left} />
              </li>
            ))}
          </ul>
        </ListFrame>
      </div>
    </section>
  )
}

/** Receipts can be dropped anywhere on the list. */
function useDrop(add: (files: File[]) => void) {
  const isOver = useSignal(false)
  const over = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    isOver.value = now
  }
  const handlers = {
    onDragOver: (event: DragEvent) => over(event, true),
    onDragLeave: (event: DragEvent) => over(event, false),
    onDrop: (event: DragEvent) => {
      over(event, false)
      add([...(event.dataTransfer?.files ?? [])])
    },
  }
  return { isOver: isOver.value, handlers }
}

function ExpenseFilters({ filters }: { filters: Filters }) {
  const { url } = useLocation()
  const counts = useCounts(filters.month)
  const tabs = [['', 'All'], ...Object.entries(STATUS_LABELS)] as [string, string][]
  return (
    <div class="inbox-filters">
      <nav class="tabs" aria-label="Status">
        {tabs.map(([value, label]) => (
          <a
            key={value}
            href={withQuery(url, { status: value })}
            aria-current={filters.status === value ? 'page' : undefined}
          >
            {label} {counts[value] !== undefined && <span class="muted small">{counts[value]}</span>}
          </a>
        ))}
      </nav>
      <SearchField url={url} q={filters.q} label="Vendor, category or words" />
      <div class="filters">
        <ChipSelect
          label="Month"
          value={filters.month}
          choices={[{ value: '', label: 'Any month' }, ...monthChoices()]}
          on={filters.month !== ''}
          onChange={(month) => go(withQuery(url, { month }), true)}
        />
        <a class="chip" href={withQuery(expenseUrl(url), { recurring: '1' })}>
          Costs that come back
        </a>
      </div>
    </div>
  )
}

/** What was spent in a month, in each currency; what was rejected is not. */
function MonthTotals({ chosen }: { chosen: string }) {
  const { month, totals } = useMonth(chosen)
  const shown = (totals ?? []).filter(({ status }) => status !== 'REJECTED')
  const currencies = [...new Set(shown.map(({ currency }) => currency))]
  if (currencies.length === 0) return null
  return (
    <p class="month-totals small muted">
      {monthName(month)}:{' '}
      {currencies.map((currency) => (
        <strong key={currency} class="number">
          {money(sumOf(shown.filter((row) => row.currency === currency).map(({ amount }) => amount)), currency)}{' '}
        </strong>
      ))}
    </p>
  )
}

/** Decimal strings added exactly: all have the decimals of their currency. */
function sumOf(amounts: readonly string[]): string {
  const decimals = (amounts[0]?.split('.')[1] ?? '').length
  const total = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n)
  const digits = total.toString().padStart(decimals + 1, '0')
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits
}

/** A receipt that is on this device alone. */
function Waiting({ capture }: { capture: Capture }) {
  const { body, at, problem, key } = capture
  const share = sending.value?.key === key ? sending.value.share : null
  return (
    <li class="row waiting-row">
      <span class="stack none grow">
        <span class="strong ellipsis">{body.file_name}</span>
        {problem !== null ? (
          <span class="small problem-text" role="alert">
            Not taken. {problem}
          </span>
        ) : share === null ? (
          <span class="small muted">Waiting to be sent, since {clock(at)}</span>
        ) : (
          <progress aria-label={`Sending ${body.file_name}`} value={share} />
        )}
      </span>
      {share === null && (
        <>
          <Button
            look="quiet"
            icon={RotateCw}
            label={`Send ${body.file_name} now`}
            onClick={() => void retryCapture(capture)}
          />
          <Button look="quiet" icon={X} label={`Discard ${body.file_name}`} onClick={() => void dropCapture(capture)} />
        </>
      )}
    </li>
  )
}

function Row({ row, isOpen, wasLeft }: { row: Expense; isOpen: boolean; wasLeft: boolean }) {
  const { url } = useLocation()
  const link = useInView(isOpen, wasLeft)
  return (
    <a
      ref={link}
      class="row conversation expense-row"
      href={expenseUrl(url, row.id)}
      data-row
      aria-current={isOpen ? 'true' : undefined}
    >
      <span class="stack none grow">
        <span class="inline">
          <span class="strong grow ellipsis">{nameOf(row)}</span>
          {row.possible_duplicates.length > 0 && <Sign icon={Copy} words="May be there twice" />}
          {row.receipt && <Sign muted icon={Paperclip} words="With a receipt" />}
          <span class="number strong nowrap">{row.amount === null ? '' : money(row.amount, row.currency)}</span>
        </span>
        <span class="inline small muted">
          <span class="grow ellipsis">
            {[row.expense_date ? shortDay(row.expense_date) : 'No date', row.category].filter(Boolean).join(' · ')}
          </span>
          <DocumentPill status={row.status} />
        </span>
      </span>
    </a>
  )
}

function None({ filters }: { filters: Filters }) {
  if (Object.values(filters).some(Boolean))
    return <NoneFits title="No expense fits" text="Try another word, month or status." />
  return (
    <Empty icon={ReceiptText} title="No expenses yet" actions={may('expenses.create') && <TakeButtons />}>
      Take a photo of a receipt, or drop a file here: it becomes a draft, and its fields can wait.
    </Empty>
  )
}
