import { Users } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Contact } from '../../../core/contract/contacts.ts'
import '../../styles/contacts.css'
import { Avatar } from '../../components/avatar.tsx'
import { LinkButton } from '../../components/button.tsx'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { CONTACT_TYPES, contacts, contactTypeLabel } from '../../models/contacts.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { usePages } from '../../models/use-pages.ts'
import { BalanceCell } from './balance.tsx'
import { NewContact } from './new-contact.tsx'

const FILTERS = [{ value: '', label: 'All' }, ...CONTACT_TYPES]

export default function Contacts() {
  const { url, query } = useLocation()
  const { type = '', q = '' } = query
  const pages = usePages(contacts.pages({ type, q }))
  return (
    <ListPage
      title="Contacts"
      create={{ label: 'New contact', query: { new: '1' }, needs: 'contacts.create' }}
      also={may('contact_imports.create') && <LinkButton href="/contacts/import">Import</LinkButton>}
      above={
        <div class="filters">
          <FilterChips name="type" choices={FILTERS} />
          <SearchField key={type} url={url} q={q} label="Search contacts" />
        </div>
      }
      pages={pages}
      what="contacts"
      noneYet={{
        icon: Users,
        title: 'No contacts yet',
        text: 'The people you work for, and the ones you buy from. A name is enough to begin.',
      }}
      noneFits={
        type || q ? { title: 'No contact fits', text: 'Try a part of the name, the email or the phone number.' } : null
      }
      rows={(rows) => <Rows rows={rows} />}
    >
      {query.new && may('contacts.create') && (
        <NewContact
          close={() => go(withQuery(url, { new: null }), true)}
          created={(contact) => go(`/contacts/${contact.id}`, true)}
        />
      )}
    </ListPage>
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
          <span class="muted nowrap contact-phone">{contact.phone_formatted}</span>
          <span class="inline tight contact-tags">
            {contact.tags.slice(0, 3).map((tag) => (
              <span class="tag" key={tag}>
                {tag}
              </span>
            ))}
          </span>
          <BalanceCell balance={contact.balance} />
        </a>
      </li>
    ))}
  </ul>
)
