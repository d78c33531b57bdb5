import { FilePen, Mail, UserPlus } from 'lucide-preact'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { DocumentPill } from '../../components/pill.tsx'
import { shortInstant } from '../../models/format.ts'
import type { WorkItem } from '../../models/work-items.ts'

/** Who it is for, where it came from and what was offered. */
export function Linked({ item, choose }: { item: WorkItem; choose: (() => void) | undefined }) {
  const { contact, conversation, quote } = item
  return (
    <div class="work-linked">
      {contact ? (
        <a class="card work-card" href={`/contacts/${contact.id}`}>
          <Avatar name={contact.display_name} size="medium" />
          <span class="stack none grow">
            <span class="strong ellipsis">{contact.display_name}</span>
            <span class="small muted ellipsis">{contact.phone ?? contact.email}</span>
          </span>
        </a>
      ) : (
        choose && (
          <Button icon={UserPlus} onClick={choose}>
            Add a contact
          </Button>
        )
      )}
      {conversation && (
        <a class="card work-card" href={`/inbox/${conversation.id}`}>
          <Icon of={Mail} size="large" />
          <span class="stack none grow">
            <span class="strong ellipsis">{conversation.subject || `With ${conversation.from_name}`}</span>
            <span class="small muted ellipsis">Last {shortInstant(conversation.last_message_at)}</span>
          </span>
        </a>
      )}
      {quote && (
        <a class="card work-card" href={`/quotes/${quote.id}`}>
          <Icon of={FilePen} size="large" />
          <span class="strong ellipsis grow">{quote.quote_number ?? 'Quote'}</span>
          <DocumentPill status={quote.status} />
        </a>
      )}
    </div>
  )
}
