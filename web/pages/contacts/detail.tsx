import { useQuery } from '@tanstack/preact-query'
import { Copy, FilePen, FileText, Mail, Merge, ScrollText, Trash2, UserX, Wallet } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Contact as ContactShape } from '../../../core/contract/contacts.ts'
import type { Invoice } from '../../../core/contract/invoices.ts'
import '../../styles/contacts.css'
import { Avatar } from '../../components/avatar.tsx'
import { FilesCard } from '../../components/files-card.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { lazyPart, lazyWindow } from '../../components/lazy-page.tsx'
import { permitted } from '../../components/menu.tsx'
import { ObjectHeader, ObjectPage, type PageAction } from '../../components/object-page.tsx'
import { SkeletonRows } from '../../components/states.tsx'
import { contacts, contactTypeLabel } from '../../models/contacts.ts'
import { deleteLater } from '../../models/delete-later.ts'
import { lastInvoiceQuery } from '../../models/last-invoice.ts'
import { go } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { BalanceCard } from './balance.tsx'
import { ConsentCard } from './consent.tsx'
import { EmailProblem } from './email-problem.tsx'
import { Facts } from './facts.tsx'
import { MergeNotice } from './merge-notice.tsx'
import { ContactReminders } from './reminders.tsx'

const History = lazyPart<{ id: string }>(() => import('./history.tsx'), 'the timeline')
const MergeDialog = lazyWindow(
  () => import('./merge-dialog.tsx'),
  'Merge contacts',
  ({ close }: { contact: ContactShape; otherId: string; close: () => void }) => close(),
)

const AdvanceDialog = lazyWindow(
  () => import('./advance-dialog.tsx'),
  'Record advance',
  ({ close }: { contact: ContactShape; close: () => void }) => close(),
)

const EraseDialog = lazyWindow(
  () => import('./erase-dialog.tsx'),
  'Erase a person',
  ({ close }: { contact: ContactShape; close: () => void }) => close(),
)
const Erased = lazyPart<{ contact: ContactShape }>(() => import('./erased.tsx'), 'what was erased')

export default function Contact() {
  const { id = '' } = useRoute().params
  const asked = useQuery(contacts.one(id))
  const contact = asked.data
  const { path, query } = useLocation()
  useEffect(() => {
    if (contact && contact.id !== id) leadOn(contact)
  }, [contact?.id, id])
  return (
    <ObjectPage
      back={{ href: '/contacts', label: 'Contacts' }}
      asked={asked}
      what="this contact"
      header={<Header key={id} contact={contact} />}
    >
      {contact?.status === 'ERASED' && <Erased contact={contact} />}
      {contact && <EmailProblem contact={contact} />}
      {contact && <MergeNotice contact={contact} />}
      {contact && <BalanceCard contact={contact} />}
      {!asked.error && (
        <div class="contact-detail">
          <section class="card padded" aria-label="Details">
            {contact ? <Facts contact={contact} /> : <SkeletonRows count={5} />}
          </section>
          <div class="stack">
            {contact?.status !== 'ERASED' && <FilesCard of={{ linked_entity_type: 'CONTACT', linked_entity_id: id }} />}
            {contact && contact.status !== 'ERASED' && may('invoices.read') && <ContactReminders contact={contact} />}
            {contact && <ConsentCard contact={contact} />}
            <History id={id} />
          </div>
        </div>
      )}
      {contact && query.merge !== undefined && contact.allowed_actions.includes('merge') && (
        <MergeDialog contact={contact} otherId={query.merge} close={() => go(path, true)} />
      )}
      {contact && query.advance !== undefined && contact.allowed_actions.includes('record_advance') && (
        <AdvanceDialog contact={contact} close={() => go(path, true)} />
      )}
      {contact && query.erase !== undefined && contact.allowed_actions.includes('erase') && (
        <EraseDialog contact={contact} close={() => go(path, true)} />
      )}
    </ObjectPage>
  )
}

/** The address of one that was merged leads to the one it went into. */
function leadOn({ id, display_name }: ContactShape): void {
  go(`/contacts/${id}`, true)
  showToast({ text: `That contact was merged into ${display_name}` })
}

function Header({ contact }: { contact: ContactShape | undefined }) {
  const last = useQuery({ ...lastInvoiceQuery(contact?.id ?? ''), enabled: may('invoices.create') && !!contact }).data
  const { primary, menu } = contact ? actionsOf(contact, last) : NONE
  return (
    <ObjectHeader title={contact?.display_name} primary={primary} menu={menu} look="contact-header">
      {contact && <Avatar name={contact.display_name} size="large" />}
      <div class="grow">
        <PageHeading title={contact?.display_name ?? 'Contact'} />
        <p class="small muted">
          {contact ? [contactTypeLabel(contact.type), contact.company_name].filter(Boolean).join(', ') : ' '}
        </p>
      </div>
    </ObjectHeader>
  )
}

const NONE = { primary: [], menu: [] }

function actionsOf(contact: ContactShape, last?: Invoice | null): { primary: PageAction[]; menu: PageAction[] } {
  const primary = [
    {
      label: 'Invoices',
      href: `/invoices?contact_id=${contact.id}`,
      plain: true,
      command: null,
      when: may('invoices.read'),
    },
    {
      label: 'Write',
      icon: Mail,
      href: `/inbox?compose=${contact.id}`,
      command: 'Write to this contact',
      when: may('conversations.create') && contact.email !== null,
    },
    {
      label: `Same as ${last?.invoice_number}`,
      icon: Copy,
      command: `Same as ${last?.invoice_number} for ${contact.display_name}`,
      when: !!last && contact.status !== 'ERASED',
      run: () => last && void repeat(last),
    },
    {
      label: 'New invoice',
      icon: FileText,
      href: `/invoices?edit=new&contact_id=${contact.id}`,
      command: 'New invoice for this contact',
      when: may('invoices.create') && contact.status !== 'ERASED',
    },
  ]
  const menu = [
    {
      label: 'New quote',
      icon: FilePen,
      href: `/quotes?edit=new&contact_id=${contact.id}`,
      command: 'New quote for this contact',
      when: may('quotes.create') && contact.status !== 'ERASED',
    },
    {
      label: 'Quotes',
      href: `/quotes?contact_id=${contact.id}`,
      command: null,
      when: may('quotes.read'),
    },
    ...accountOf(contact),
    ...endsOf(contact),
  ]
  return { primary: permitted(contact, primary), menu: permitted(contact, menu) }
}

/** After which it is no longer what it was. */
const endsOf = (contact: ContactShape) => [
  {
    label: 'Merge with…',
    icon: Merge,
    href: `/contacts/${contact.id}?merge`,
    needs: 'merge',
    command: 'Merge this contact with another',
  },
  {
    label: 'Delete contact',
    icon: Trash2,
    danger: true,
    needs: 'delete',
    command: null,
    run: () => removeContact(contact),
  },
  {
    label: 'Erase person…',
    icon: UserX,
    href: `/contacts/${contact.id}?erase`,
    danger: true,
    needs: 'erase',
    command: 'Erase this person',
  },
]

/** Money between the two. */
const accountOf = (contact: ContactShape) => [
  {
    label: 'Record advance…',
    icon: Wallet,
    href: `/contacts/${contact.id}?advance=1`,
    needs: 'record_advance',
    command: 'Record an advance of this contact',
  },
  {
    label: 'Statement',
    icon: ScrollText,
    href: `/contacts/${contact.id}/statement`,
    command: 'Statement of this contact',
    when: may('contacts.statement'),
  },
]

/** Fetched when it is asked for: a contact's page needs nothing of an invoice otherwise. */
async function repeat(last: Invoice): Promise<void> {
  try {
    const [{ makeAnother }, { invoiceKind }] = await Promise.all([
      import('../../models/another-document.ts'),
      import('../../models/invoice-kind.ts'),
    ])
    await makeAnother(invoiceKind, last)
  } catch (error) {
    showToast({ text: `No draft was made. ${sentence(error)}`, kind: 'failed' })
  }
}

function removeContact(contact: ContactShape): void {
  deleteLater(contact.id, `${contact.display_name} was deleted`, () => contacts.remove(contact.id))
  go('/contacts', true)
}
