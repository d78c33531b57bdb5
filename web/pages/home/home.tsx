import { useQuery } from '@tanstack/preact-query'
import { Briefcase, CircleAlert, FilePen, FileText, House, type LucideIcon, ReceiptText } from 'lucide-preact'
import type { HomeSummary } from '../../../core/contract/business.ts'
import { firstName } from '../../../core/domain/contacts/first-name.ts'
import '../../styles/home.css'
import { LinkButton } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { Icon } from '../../components/icon.tsx'
import { lazyPart } from '../../components/lazy-page.tsx'
import { Empty, Problem } from '../../components/states.tsx'
import { dueInRow } from '../../models/due-day.ts'
import { clock, hourNow, longDay, money, now, plural, shortDayOf, today } from '../../models/format.ts'
import { homeQuery } from '../../models/home.ts'
import { may } from '../../models/permissions.ts'
import { user } from '../../models/session.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { CREATIONS } from '../../places.ts'
import type { FirstStepsProps } from './first-steps.tsx'
import { Kpis } from './kpis.tsx'

const FirstSteps = lazyPart<FirstStepsProps>(() => import('./first-steps.tsx'), 'your first steps')

const NEXT_MAX = 8
/** On a phone as many as fit above the button that floats at the corner: it never covers a verb. */
const NEXT_PHONE = { tall: 7, short: 5 }
const SHORT = '(max-height: 839px)'

export default function Home() {
  const home = useQuery(homeQuery)
  const summary = home.data
  const name = firstName(user.value?.name ?? '')
  const isNew =
    summary &&
    summary.drafts === 0 &&
    summary.new_work_items === 0 &&
    summary.unpaid.length === 0 &&
    summary.paid_today.length === 0 &&
    summary.next.length === 0
  return (
    <div class="page narrow home">
      <div class="inline top">
        <div class="grow">
          <PageHeading title="Home">{greeting(hourNow(), name)}</PageHeading>
          <p class="muted">
            <time dateTime={summary?.today}>{longDay(summary?.today ?? today())}</time>
          </p>
        </div>
        <span class="meta muted home-age">{summary && `As of ${clock(summary.as_of)}`}</span>
      </div>
      <div class="inline only-desktop quick">
        {CREATIONS.filter(({ needs }) => may(needs)).map(({ label, icon, href }) => (
          <LinkButton key={href} href={href} icon={icon}>
            {label}
          </LinkButton>
        ))}
      </div>
      {home.error && !summary ? (
        <div class="card">
          <Problem error={home.error} what="home" retry={() => void home.refetch()} />
        </div>
      ) : (
        <>
          <Kpis summary={summary} />
          {isNew ? !summary.onboarding && <FirstDocument /> : <Next summary={summary} />}
          {summary?.onboarding && <FirstSteps steps={summary.onboarding} />}
        </>
      )}
    </div>
  )
}

export function greeting(hour: number, name: string): string {
  const part = hour < 5 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return name ? `Good ${part}, ${name}` : `Good ${part}`
}

function Next({ summary }: { summary: HomeSummary | undefined }) {
  const phone = useMedia(SHORT) ? NEXT_PHONE.short : NEXT_PHONE.tall
  const rows = summary?.next.slice(0, useMedia(PHONE) ? phone : NEXT_MAX)
  return (
    <section class="next" aria-labelledby="next">
      <header class="card-header">
        <h2 class="title-pane grow" id="next">
          Next
        </h2>
        <span class="meta muted">
          {rows && rows.length > 0 && `${plural(rows.length, 'thing')}, most urgent first`}
        </span>
      </header>
      {rows?.length === 0 ? (
        <p class="next-none muted">Nothing is waiting for you.</p>
      ) : (
        <ul aria-busy={!rows}>
          {rows?.map((row) => <NextRow key={row.id} row={row} />) ??
            [0, 1, 2, 3, 4].map((index) => <SkeletonRow key={index} />)}
        </ul>
      )}
      {summary && rows && <More summary={summary} rows={rows} />}
    </section>
  )
}

/** What has no row here is late, or a draft. */
function More({ summary, rows }: { summary: HomeSummary; rows: HomeSummary['next'] }) {
  const late = summary.overdue.reduce((sum, { count }) => sum + count, 0)
  const shown = rows.filter(({ kind }) => kind.startsWith('invoice_')).length
  const more = late + summary.drafts - shown
  if (more <= 0) return null
  const rest = late > shown ? 'OVERDUE' : 'DRAFT'
  return (
    <p class="next-more">
      <a href={`/invoices?status=${rest}`}>{more} more</a>
    </p>
  )
}

function NextRow({ row }: { row: HomeSummary['next'][number] }) {
  const { title, urgency, isBad, icon, verb, href } = stepOf(row)
  return (
    <li class="next-row">
      <span class="muted">
        <Icon of={icon} />
      </span>
      <span class="strong ellipsis next-title">{title}</span>
      <span class="muted ellipsis next-context">{row.context}</span>
      <span class="number next-amount">{row.amount !== null && money(row.amount, row.currency)}</span>
      <span class={`next-urgency ${isBad ? 'bad' : 'muted'}`}>{urgency}</span>
      <a class="button light next-verb" href={href} aria-label={`${verb}: ${title}`}>
        {verb}
      </a>
    </li>
  )
}

interface NextStep {
  title: string
  urgency: string
  isBad: boolean
  icon: LucideIcon
  verb: string
  href: string
}

function stepOf(row: HomeSummary['next'][number]): NextStep {
  if (row.kind === 'dispute_open') {
    const isOver = row.respond_by !== null && Date.parse(row.respond_by) < now()
    return {
      title: row.title ? `Disputed by ${row.title}’s bank` : 'Disputed by a bank',
      urgency: row.respond_by && !isOver ? `Until ${shortDayOf(row.respond_by)}` : 'Open',
      isBad: true,
      icon: CircleAlert,
      verb: 'See',
      href: row.invoice_id ? `/invoices/${row.invoice_id}` : '/payments',
    }
  }
  if (row.kind === 'work_item')
    return {
      title: row.title,
      urgency: row.days_late > 0 ? `${plural(row.days_late, 'day')} late` : dueInRow(row.due_at),
      isBad: row.days_late > 0,
      icon: Briefcase,
      verb: 'Open',
      href: `/work/${row.id}`,
    }
  if (row.kind === 'quote_ending') {
    const sends = may('quotes.send')
    return {
      title: sends ? `Remind ${row.title} of the quote` : `Quote for ${row.title}`,
      urgency: `Ends ${dueInRow(row.due_at).replace(/^To/, 'to')}`,
      isBad: row.due_at === today(),
      icon: FilePen,
      verb: sends ? 'Remind' : 'Open',
      href: `/quotes/${row.id}${sends ? '?send=again' : ''}`,
    }
  }
  if (row.kind === 'drafts_waiting')
    return {
      title: row.title,
      urgency: 'Not checked yet',
      isBad: false,
      icon: FilePen,
      verb: 'Check',
      href: '/drafts',
    }
  if (row.kind === 'expenses_waiting')
    return {
      title: row.title,
      urgency: 'Waiting for you',
      isBad: false,
      icon: ReceiptText,
      verb: 'Approve',
      href: `/expenses/${row.id}?status=SUBMITTED`,
    }
  if (row.kind === 'invoice_overdue')
    return {
      title: `${row.title}: follow up`,
      urgency: `${plural(row.days_late, 'day')} late`,
      isBad: true,
      icon: FileText,
      verb: 'Open',
      href: `/invoices/${row.id}`,
    }
  const edits = may('invoices.update')
  return {
    title: may('invoices.send') ? `Send to ${row.title}` : `Draft for ${row.title}`,
    urgency: 'Not sent yet',
    isBad: false,
    icon: FilePen,
    verb: edits ? 'Finish' : 'Open',
    href: edits ? `/invoices?edit=${row.id}` : `/invoices/${row.id}`,
  }
}

const SkeletonRow = () => (
  <li class="next-row">
    <i class="skeleton w160" />
    <span class="grow" />
    <i class="skeleton w64" />
  </li>
)

const FirstDocument = () => (
  <section class="card">
    {may('invoices.create') ? (
      <Empty
        icon={House}
        title={may('invoices.send') ? 'Send your first invoice' : 'Write your first invoice'}
        actions={
          <LinkButton href="/invoices?edit=new" look="primary" icon={FileText}>
            New invoice
          </LinkButton>
        }
      >
        Choose a customer and say what it is for{may('invoices.send') ? ', and send a link to pay' : ''}. What is open
        and late will show here.
      </Empty>
    ) : (
      <Empty icon={House} title="Nothing to see yet">
        What is open and late will show here.
      </Empty>
    )}
  </section>
)
