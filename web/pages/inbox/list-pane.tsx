import { useQuery } from '@tanstack/preact-query'
import { Inbox, Sparkles, SquarePen } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { NoneFits } from '../../components/list-page.tsx'
import { OwnAddress } from '../../components/own-address.tsx'
import { Empty } from '../../components/states.tsx'
import { mailboxesQuery } from '../../models/mailboxes.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { InboxFilters, UnreadChip } from './filters.tsx'
import { Rows } from './rows.tsx'
import { type Filters, isFiltered, type useInbox } from './use-inbox.ts'

export function ListPane({
  list,
  filters,
  open,
  left,
}: {
  list: ReturnType<typeof useInbox>
  filters: Filters
  open: string
  left: string
}) {
  const { url } = useLocation()
  return (
    <section class="pane list-pane" aria-label="Conversations">
      <header class="pane-header">
        <div class="grow">
          <PageHeading title="Inbox" look="title-pane" />
        </div>
        <UnreadChip filters={filters} />
        {may('ai_drafts.read') && (
          <Button look="quiet" icon={Sparkles} label="Suggestions to check" onClick={() => go('/drafts')} />
        )}
        {may('conversations.create') && (
          <Button
            look="quiet"
            icon={SquarePen}
            label="New message"
            onClick={() => go(withQuery(url, { compose: 'new' }))}
          />
        )}
      </header>
      <InboxFilters filters={filters} />
      <div class="pane-body">
        <ListFrame pages={list} what="the inbox" flat empty={<None filters={filters} />}>
          <Rows rows={list.rows ?? []} open={open} left={left} />
        </ListFrame>
      </div>
    </section>
  )
}

function None({ filters }: { filters: Filters }) {
  if (!isFiltered(filters)) return <NoneYet />
  return <NoneFits {...noneFits(filters)} />
}

function noneFits({ unread, q, status, ...rest }: Filters) {
  if (unread && !q) return { title: 'Nothing is unread', text: 'Everything here has been looked at.' }
  if (status === 'SNOOZED' && !q && !Object.values(rest).some(Boolean))
    return { title: 'Nothing is snoozed', text: 'What you put off waits here until its time.' }
  return { title: 'No conversation fits', text: 'Try another word, or fewer filters.' }
}

/** The way in is the address of the business: whoever may see it can give it away. */
function NoneYet() {
  const { data } = useQuery({ ...mailboxesQuery, enabled: may('mailboxes.read') })
  const address = data?.[0]?.address
  return (
    <Empty icon={Inbox} title="No messages yet" actions={address && <OwnAddress address={address} />}>
      {address
        ? 'Forward a mail to this address, or let your mail program forward all of them: each one shows here.'
        : 'What customers write to the business shows here.'}
    </Empty>
  )
}
