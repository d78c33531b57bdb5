import { Briefcase, FileText, Globe, MessageSquare, Paperclip } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { Assignee, Sign, useInView } from '../../components/pane-row.tsx'
import { CHANNEL_LABELS, partnerOf } from '../../models/conversations.ts'
import { plural } from '../../models/format.ts'
import { labels } from '../../models/labels.ts'
import { comesOn } from '../../models/later.ts'
import { arrivedOn } from '../../models/message-times.ts'
import { inboxUrl } from './use-inbox.ts'

export function Rows({ rows, open, left }: { rows: readonly Conversation[]; open: string; left: string }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <Row row={row} isOpen={row.id === open} wasLeft={row.id === left} />
        </li>
      ))}
    </ul>
  )
}

const CHANNEL_ICONS = { EMAIL: null, SMS: MessageSquare, WHATSAPP: MessageSquare, WEB_PORTAL: Globe }

/** Who, when, what it is about and how it goes on; bold and with a dot until it is read. */
function Row({ row, isOpen, wasLeft }: { row: Conversation; isOpen: boolean; wasLeft: boolean }) {
  const { url } = useLocation()
  const link = useInView(isOpen, wasLeft)
  const channel = CHANNEL_ICONS[row.channel]
  return (
    <a
      ref={link}
      class="row conversation"
      href={inboxUrl(url, row.id)}
      data-row
      aria-current={isOpen ? 'true' : undefined}
    >
      {row.unread && (
        <span class="unread">
          <span class="visually-hidden">Unread</span>
        </span>
      )}
      <span class="stack none grow">
        <span class="inline">
          <span class={`grow ellipsis${row.unread || isOpen ? ' strong' : ''}`}>{partnerOf(row)}</span>
          <time class="meta muted nowrap" dateTime={row.snoozed_until ?? row.last_message_at}>
            {row.snoozed_until ? `Until ${comesOn(row.snoozed_until)}` : arrivedOn(row.last_message_at)}
          </time>
        </span>
        <span class="inline small muted">
          <span class="grow ellipsis">
            {row.subject && <span class={row.unread || isOpen ? 'subject' : undefined}>{row.subject}</span>}
            {row.subject && row.snippet && ' · '}
            {row.last_direction === 'OUTBOUND' && 'You: '}
            {row.snippet}
          </span>
          {row.work_items[0] && (
            <Sign icon={Briefcase} words={`${labels.value.work_item}: ${row.work_items[0].title}`} />
          )}
          {row.invoices[0] && <Sign icon={FileText} words={row.invoices[0].invoice_number ?? 'Draft invoice'} />}
          {row.attachments_count > 0 && <Sign icon={Paperclip} words={plural(row.attachments_count, 'attachment')} />}
          {channel && <Sign icon={channel} words={CHANNEL_LABELS[row.channel]} />}
          {row.assigned_to !== null && <Assignee id={row.assigned_to} />}
        </span>
      </span>
    </a>
  )
}
