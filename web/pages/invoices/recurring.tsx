import { useQuery } from '@tanstack/preact-query'
import { Repeat } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { RecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { LinkButton } from '../../components/button.tsx'
import { ListPage } from '../../components/list-page.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Pill } from '../../components/pill.tsx'
import { NoAccess } from '../../components/states.tsx'
import { meQuery } from '../../models/account.ts'
import { money } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { everyWords, nextWords, recurringInvoices } from '../../models/recurring.ts'
import { usePages } from '../../models/use-pages.ts'
import { RecurringDrawer } from './recurring-drawer.tsx'

/** Who may see none is told so; until that is known, the server would say it. */
export default function Recurring() {
  const { data } = useQuery(meQuery)
  if (!data || data.permissions.includes('recurring_invoices.read')) return <RecurringList />
  return (
    <PageFrame title="Recurring invoices">
      <NoAccess what="recurring invoices" />
    </PageFrame>
  )
}

function RecurringList() {
  const { url, query } = useLocation()
  const pages = usePages(recurringInvoices.pages({}))
  return (
    <ListPage
      title="Recurring invoices"
      also={<LinkButton href="/invoices">All invoices</LinkButton>}
      pages={pages}
      what="the list"
      noneYet={{
        icon: Repeat,
        title: 'Nothing is billed again and again',
        text: 'Open an invoice and choose “Bill again and again”: the next ones are made by themselves.',
        action: <LinkButton href="/invoices">Go to invoices</LinkButton>,
      }}
      noneFits={null}
      rows={(rows) => (
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} open={() => go(withQuery(url, { open: row.id }))} />
            </li>
          ))}
        </ul>
      )}
    >
      {query.open && <RecurringDrawer id={query.open} close={() => go(withQuery(url, { open: null }), true)} />}
    </ListPage>
  )
}

const LOOKS = { ACTIVE: 'good', PAUSED: 'partly', ENDED: 'void' } as const
const WORDS = { ACTIVE: 'Active', PAUSED: 'Paused', ENDED: 'Ended' } as const

const Row = ({ row, open }: { row: RecurringInvoice; open: () => void }) => (
  <button type="button" class="row" onClick={open} data-row>
    <span class="stack none grow">
      <span class="inline">
        <span class="ellipsis strong">{row.contact.display_name}</span>
        <Pill look={row.problem ? 'late' : LOOKS[row.status]}>{row.problem ? 'Stopped' : WORDS[row.status]}</Pill>
      </span>
      <span class="small muted ellipsis">
        {everyWords(row)} · {nextWords(row)}
      </span>
    </span>
    <span class="number strong">{money(row.total, row.currency)}</span>
  </button>
)
