import { useQuery } from '@tanstack/preact-query'
import { ChevronLeft, Ellipsis, FileText, Trash2 } from 'lucide-preact'
import { useRoute } from 'preact-iso'
import type { Contact as ContactShape } from '../../../core/contract/contacts.ts'
import '../../styles/contacts.css'
import { Avatar } from '../../components/avatar.tsx'
import { LinkButton } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { contacts, contactTypeLabel, timelineQuery } from '../../models/contacts.ts'
import { deleteLater } from '../../models/delete-later.ts'
import { go } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { usePageCommands } from '../../models/use-page-commands.ts'
import { Facts } from './facts.tsx'

export default function Contact() {
  const { id = '' } = useRoute().params
  const contact = useQuery(contacts.one(id))
  const found = contact.data
  return (
    <div class="page">
      <a class="back" href="/contacts">
        <Icon of={ChevronLeft} /> Contacts
      </a>
      <Header key={id} contact={found} />
      {contact.error && !found && (
        <div class="card">
          <Problem error={contact.error} what="this contact" retry={() => void contact.refetch()} />
        </div>
      )}
      {!contact.error && (
        <div class="contact-detail">
          <section class="card padded" aria-label="Details">
            {found ? <Facts contact={found} /> : <SkeletonRows count={5} />}
          </section>
          <History id={id} />
        </div>
      )}
    </div>
  )
}

function Header({ contact }: { contact: ContactShape | undefined }) {
  const can = (action: string) => contact?.allowed_actions.includes(action) ?? false
  const bill = () => go(`/invoices?edit=new&contact_id=${contact?.id}`)
  usePageCommands(
    contact && {
      title: contact.display_name,
      commands: may('invoices.create')
        ? [{ id: 'bill', label: 'New invoice for this contact', icon: FileText, run: bill }]
        : [],
    },
  )
  return (
    <header class="inline loose detail-header">
      {contact && <Avatar name={contact.display_name} size="large" />}
      <div class="grow">
        <PageHeading title={contact?.display_name ?? 'Contact'} />
        <p class="small muted">
          {contact ? [contactTypeLabel(contact.type), contact.company_name].filter(Boolean).join(', ') : ' '}
        </p>
      </div>
      {can('delete') && (
        <Menu
          look="quiet"
          icon={Ellipsis}
          label="More actions"
          actions={[
            { label: 'Delete contact', icon: Trash2, danger: true, run: () => contact && removeContact(contact) },
          ]}
        />
      )}
      {contact && may('invoices.read') && <LinkButton href={`/invoices?contact_id=${contact.id}`}>Invoices</LinkButton>}
      {contact && may('invoices.create') && (
        <LinkButton look="primary" icon={FileText} href={`/invoices?edit=new&contact_id=${contact.id}`}>
          New invoice
        </LinkButton>
      )}
    </header>
  )
}

function removeContact(contact: ContactShape): void {
  deleteLater(contact.id, `${contact.display_name} was deleted`, () => contacts.remove(contact.id))
  go('/contacts', true)
}

const LINKS: Record<string, string> = { invoice: '/invoices/', contact: '/contacts/' }

function History({ id }: { id: string }) {
  const timeline = useQuery(timelineQuery(id))
  return (
    <section class="card padded" aria-labelledby="history">
      <h2 class="section-title" id="history">
        Timeline
      </h2>
      {timeline.error && !timeline.data ? (
        <Problem error={timeline.error} what="the timeline" retry={() => void timeline.refetch()} />
      ) : timeline.data ? (
        <Timeline
          label="Newest first"
          entries={timeline.data.map((item) => {
            const place = LINKS[item.type.toLowerCase()]
            return {
              key: `${item.type}-${item.id}-${item.at}`,
              text: item.title,
              at: item.at,
              ...(place && item.id !== id ? { href: place + item.id } : {}),
            }
          })}
        />
      ) : (
        <SkeletonRows count={3} />
      )}
      {timeline.data?.length === 0 && <p class="muted">Nothing yet.</p>}
    </section>
  )
}
