import { useQuery } from '@tanstack/preact-query'
import { History } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AuditEntry } from '../../../core/contract/audit.ts'
import { todayIn } from '../../../core/domain/kernel/dates.ts'
import '../../styles/activity.css'
import '../../styles/list-filters.css'
import { DateField } from '../../components/date-field.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { NoneFits } from '../../components/list-page.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { Empty, NoAccess } from '../../components/states.tsx'
import { meQuery } from '../../models/account.ts'
import { type AuditFilters, auditPages } from '../../models/audit.ts'
import { deedOf, fieldWord, kindChoices, placeOf, whoOf } from '../../models/audit-words.ts'
import { askable, useBusinessToday } from '../../models/business-day.ts'
import { clock, longDay, plural, zone } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { membersQuery } from '../../models/team.ts'
import { usePages } from '../../models/use-pages.ts'
import { ActivityCheck } from './activity-check.tsx'

/** Who may see none is told so; until that is known, the server would say it. */
export default function ActivitySettings() {
  const { data } = useQuery(meQuery)
  if (data && !data.permissions.includes('audit.read')) return <NoAccess what="the activity" />
  return (
    <>
      <ActivityCheck />
      <Entries />
    </>
  )
}

function Entries() {
  const { query } = useLocation()
  const filters: AuditFilters = {
    actor: query.actor ?? '',
    action: query.kind ?? '',
    from: askable(query.from),
    to: askable(query.to),
  }
  const pages = usePages(auditPages(filters))
  const isNarrowed = Object.values(filters).some((value) => value !== '')
  return (
    <>
      <Filters filters={filters} />
      <ListFrame
        pages={pages}
        what="the activity"
        empty={
          isNarrowed ? (
            <NoneFits title="Nothing fits" text="Try another person or kind, or other days." />
          ) : (
            <Empty icon={History} title="Nothing was done yet">
              Whatever is done in this business shows here.
            </Empty>
          )
        }
      >
        <ul>
          {pages.rows?.map((entry, index) => (
            <li key={entry.id}>
              <DayHeading entry={entry} before={pages.rows?.[index - 1]} />
              <Row entry={entry} />
            </li>
          ))}
        </ul>
      </ListFrame>
    </>
  )
}

function Filters({ filters }: { filters: AuditFilters }) {
  const { url } = useLocation()
  const members = useQuery(membersQuery).data ?? []
  const people = [
    { value: '', label: 'Everybody' },
    ...members.map(({ user_id, name }) => ({ value: user_id, label: name })),
    { value: 'portal', label: 'Customers' },
    { value: 'job', label: 'SMB Hub' },
  ]
  const choose = (name: string) => (value: string) => go(withQuery(url, { [name]: value }))
  return (
    <div class="list-filters activity-filters">
      <div class="filters">
        <ChipSelect
          label="Person"
          value={filters.actor}
          choices={people}
          onChange={choose('actor')}
          on={filters.actor !== ''}
        />
        <ChipSelect
          label="Kind"
          value={filters.action}
          choices={kindChoices()}
          onChange={choose('kind')}
          on={filters.action !== ''}
        />
      </div>
      <div class="day-range">
        <Day label="From" name="from" day={filters.from} />
        <Day label="To" name="to" day={filters.to} />
      </div>
    </div>
  )
}

/** A day that the address takes over once it can be asked for. */
function Day({ label, name, day }: { label: string; name: string; day: string }) {
  const { url } = useLocation()
  const [typed, setTyped] = useState(day)
  useEffect(() => setTyped(day), [day])
  const take = (value: string) => {
    setTyped(value)
    if (value === '' || askable(value)) go(withQuery(url, { [name]: value }), true)
  }
  return <DateField label={label} value={typed} onChange={take} />
}

const dayIn = (instant: string) => todayIn(zone(), new Date(instant))

function DayHeading({ entry, before }: { entry: AuditEntry; before: AuditEntry | undefined }) {
  const today = useBusinessToday()
  const day = dayIn(entry.at)
  if (before && dayIn(before.at) === day) return null
  return <h2 class="group-heading">{day === today ? 'Today' : longDay(day)}</h2>
}

function Row({ entry }: { entry: AuditEntry }) {
  const { action, object, changes, at } = entry
  const place = placeOf(object)
  return (
    <div class="row">
      <span class="stack none grow">
        <span>
          <span class="strong">{whoOf(entry)}</span> {deedOf(action)}
        </span>
        {object &&
          (place ? (
            <a class="ellipsis plain-link" href={place} data-row>
              {object.label}
            </a>
          ) : (
            <span class="muted ellipsis">{object.label}</span>
          ))}
        {changes.length > 0 && <Changes changes={changes} />}
      </span>
      <time class="meta muted" dateTime={at}>
        {clock(at)}
      </time>
    </div>
  )
}

const Changes = ({ changes }: { changes: AuditEntry['changes'] }) => (
  <details class="activity-changes small">
    <summary class="muted">{plural(changes.length, 'detail')}</summary>
    <dl>
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt class="muted">{fieldWord(field)}</dt>
          <dd>
            {before !== null && (
              <>
                <s>{before}</s>{' '}
              </>
            )}
            {after ?? 'nothing'}
          </dd>
        </div>
      ))}
    </dl>
  </details>
)
