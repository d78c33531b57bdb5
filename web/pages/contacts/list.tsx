import { ListFilter, Plus, Users } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Contact } from '../../../core/contract/contacts.ts'
import '../../styles/contacts.css'
import { Avatar } from '../../components/avatar.tsx'
import { Button, LinkButton } from '../../components/button.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { Empty } from '../../components/states.tsx'
import { CONTACT_TYPES, contacts, contactTypeLabel } from '../../models/contacts.ts'
import { withoutHidden } from '../../models/delete-later.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { usePages } from '../../models/use-pages.ts'
import { NewContact } from './new-contact.tsx'

const FILTERS = [{ value: '', label: 'All' }, ...CONTACT_TYPES]

export default function Contacts() {
  const { url, query } = useLocation()
  const { type = '', q = '' } = query
  const pages = usePages(contacts.pages({ type, q }))
  const close = () => go(withQuery(url, { new: null }), true)
  return (
    <PageFrame
      title="Contacts"
      actions={
        <span class="only-desktop">
          <NewButton url={url} />
        </span>
      }
    >
      <div class="filters">
        {FILTERS.map((filter) => (
          <a
            key={filter.value}
            class={`chip${type === filter.value ? ' on' : ''}`}
            href={withQuery(url, { type: filter.value })}
            aria-current={type === filter.value ? 'true' : undefined}
          >
            {filter.label}
          </a>
        ))}
        <SearchField key={type} url={url} q={q} label="Search contacts" />
      </div>
      <ListFrame pages={pages} what="contacts" empty={<NoContacts filtered={Boolean(type || q)} url={url} />}>
        <Rows rows={withoutHidden(pages.rows ?? [])} />
      </ListFrame>
      {query.new && may('contacts.create') && (
        <NewContact close={close} created={(contact) => go(`/contacts/${contact.id}`, true)} />
      )}
    </PageFrame>
  )
}

const Rows = ({ rows }: { rows: readonly Contact[] }) => (
  <ul>
    {rows.map((contact) => (
      <li key={contact.id}>
        <a class="row contact-row" href={`/contacts/${contact.id}`} data-row>
          <Avatar name={contact.display_name} size="medium" />
          <span class="stack none contact-name">
            <span class="strong ellipsis">{contact.display_name}</span>
            <span class="small muted ellipsis">{contact.company_name ?? contactTypeLabel(contact.type)}</span>
          </span>
          <span class="ellipsis contact-email">{contact.email}</span>
          <span class="muted nowrap contact-phone">{contact.phone}</span>
          <span class="inline tight contact-tags">
            {contact.tags.slice(0, 3).map((tag) => (
              <span class="tag" key={tag}>
                {tag}
              </span>
            ))}
          </span>
        </a>
      </li>
    ))}
  </ul>
)

function NoContacts({ filtered, url }: { filtered: boolean; url: string }) {
  if (filtered) {
    return (
      <Empty
        icon={ListFilter}
        title="No contact fits"
        actions={<Button onClick={() => go('/contacts')}>Clear filter</Button>}
      >
        Try a part of the name, the email or the phone number.
      </Empty>
    )
  }
  return (
    <Empty icon={Users} title="No contacts yet" actions={<NewButton url={url} />}>
      The people you work for, and the ones you buy from. A name is enough to begin.
    </Empty>
  )
}

const NewButton = ({ url }: { url: string }) =>
  may('contacts.create') ? (
    <LinkButton href={withQuery(url, { new: '1' })} look="primary" icon={Plus}>
      New contact
    </LinkButton>
  ) : null
