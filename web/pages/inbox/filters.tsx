import { useLocation } from 'preact-iso'
import { SearchField } from '../../components/search-field.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { CHANNEL_LABELS } from '../../models/conversations.ts'
import { go, withQuery } from '../../models/navigation.ts'
import type { Filters } from './use-inbox.ts'

const STATUSES = [
  { value: '', label: 'Open' },
  { value: 'SNOOZED', label: 'Snoozed' },
  { value: 'CLOSED', label: 'Closed' },
]
const WHOSE = [
  { value: '', label: 'Anyone' },
  { value: 'me', label: 'Mine' },
  { value: 'nobody', label: 'Unassigned' },
]
const CHANNELS = [
  { value: '', label: 'All channels' },
  ...(['EMAIL', 'SMS', 'WEB_PORTAL'] as const).map((value) => ({ value, label: CHANNEL_LABELS[value] })),
]

/** Which part of the inbox is shown; the conversation that is open stays open. */
export function InboxFilters({ filters }: { filters: Filters }) {
  const { url } = useLocation()
  const select = (name: keyof Filters, label: string, choices: readonly { value: string; label: string }[]) => (
    <ChipSelect
      label={label}
      value={filters[name]}
      choices={choices}
      on={filters[name] !== ''}
      onChange={(value) => go(withQuery(url, { [name]: value }), true)}
    />
  )
  return (
    <div class="inbox-filters">
      <SearchField url={url} q={filters.q} label="Name, number, email or subject" />
      <div class="filters">
        {select('status', 'Status', STATUSES)}
        {select('assigned_to', 'Assigned to', WHOSE)}
        {select('channel', 'Channel', CHANNELS)}
      </div>
    </div>
  )
}

/** Only what one has not seen. */
export function UnreadChip({ filters }: { filters: Filters }) {
  const { url } = useLocation()
  const isOn = filters.unread === 'true'
  return (
    <button
      type="button"
      class={`chip${isOn ? ' on' : ''}`}
      aria-pressed={isOn}
      onClick={() => go(withQuery(url, { unread: isOn ? '' : 'true' }), true)}
    >
      Unread
    </button>
  )
}
