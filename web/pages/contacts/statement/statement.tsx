import { useQuery } from '@tanstack/preact-query'
import { Download, Mail } from 'lucide-preact'
import { useLocation, useRoute } from 'preact-iso'
import '../../../styles/contacts.css'
import '../../../styles/list-filters.css'
import '../../../styles/statement.css'
import { DayRange } from '../../../components/day-range.tsx'
import { PageHeading } from '../../../components/heading.tsx'
import { lazyWindow } from '../../../components/lazy-page.tsx'
import { ObjectHeader, ObjectPage, type PageAction } from '../../../components/object-page.tsx'
import { PageFrame } from '../../../components/page-frame.tsx'
import { NoAccess, SkeletonRows } from '../../../components/states.tsx'
import { meQuery } from '../../../models/account.ts'
import { contacts } from '../../../models/contacts.ts'
import { mediumDay } from '../../../models/format.ts'
import { go, withQuery } from '../../../models/navigation.ts'
import { downloadPaper } from '../../../models/paper.ts'
import { type Days, statement } from '../../../models/statements.ts'
import { AccountCard } from './account.tsx'

const SendDialog = lazyWindow(
  () => import('./send-dialog.tsx'),
  'Send statement',
  ({ close }: { id: string; email: string | null; days: Days; close: () => void }) => close(),
)

/** Who may see no payments is told so; until that is known, the server would say it. */
export default function StatementPage() {
  const { data } = useQuery(meQuery)
  if (!data || data.permissions.includes('contacts.statement')) return <Statement />
  return (
    <PageFrame title="Statement">
      <NoAccess what="statements" />
    </PageFrame>
  )
}

function Statement() {
  const { id = '' } = useRoute().params
  const { url, query } = useLocation()
  const days = daysOf(query)
  const asked = useQuery(statement(id, days))
  const contact = useQuery(contacts.one(id)).data
  const shown = asked.data
  return (
    <ObjectPage
      back={{ href: `/contacts/${id}`, label: contact?.display_name ?? 'Contact' }}
      asked={asked}
      what="the statement"
      header={
        <Header
          id={id}
          url={url}
          days={days}
          name={shown?.contact_name}
          to={shown?.to}
          canSend={contact?.allowed_actions.includes('send_statement') ?? false}
        />
      }
    >
      {!asked.error && (
        <>
          <div class="statement-days">
            {shown && (
              <DayRange
                url={url}
                from={{ label: 'From', name: 'from', day: days.from ?? shown.from }}
                to={{ label: 'To', name: 'to', day: days.to ?? shown.to }}
                also={{}}
              />
            )}
          </div>
          {!shown && (
            <section class="card padded">
              <SkeletonRows count={8} />
            </section>
          )}
          {shown?.accounts.length === 0 && (
            <section class="card padded">
              <p class="muted">
                Nothing was sent to {shown.contact_name}, paid or credited up to {mediumDay(shown.to)}.
              </p>
            </section>
          )}
          {shown?.accounts.map((account) => (
            <AccountCard key={account.currency} account={account} of={shown} />
          ))}
        </>
      )}
      {query.send !== undefined && contact && (
        <SendDialog id={id} email={contact.email} days={days} close={() => go(withQuery(url, { send: null }), true)} />
      )}
    </ObjectPage>
  )
}

const daysOf = ({ from, to }: Record<string, string>): Days => ({ ...(from ? { from } : {}), ...(to ? { to } : {}) })

interface HeaderProps {
  id: string
  url: string
  days: Days
  name: string | undefined
  to: string | undefined
  canSend: boolean
}

function Header({ id, url, days, name, to, canSend }: HeaderProps) {
  const download: PageAction = {
    label: 'Download PDF',
    icon: Download,
    plain: true,
    run: () => void downloadPaper('statement', id, to ?? null, { ...days }),
  }
  const send: PageAction = {
    label: 'Send',
    icon: Mail,
    command: 'Send this statement',
    run: () => go(withQuery(url, { send: '1' })),
  }
  const primary = [...(to ? [download] : []), ...(canSend ? [send] : [])]
  return (
    <ObjectHeader title={name && `Statement for ${name}`} primary={primary} menu={[]} look="contact-header">
      <div class="grow">
        <PageHeading title="Statement" />
        <p class="small muted">{name ?? ' '}</p>
      </div>
    </ObjectHeader>
  )
}
