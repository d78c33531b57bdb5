import { useLocation } from 'preact-iso'
import type { TimelineItem } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { DayRange } from '../../components/day-range.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { type TimelineFilters, timelineKinds, timelinePages, withKind } from '../../models/contact-timeline.ts'
import { money } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { usePages } from '../../models/use-pages.ts'

/** What happened with a contact, newest first; what of it stands in the address. */
export default function History({ id }: { id: string }) {
  const { url, query } = useLocation()
  const { kind = '', from = '', to = '' } = query
  const filters: TimelineFilters = { kind, from, to }
  const pages = usePages(timelinePages(id, filters))
  const isFiltered = Object.values(filters).some((value) => value !== '')
  const none = isFiltered ? (
    <p class="inline wrap muted">
      Nothing of that.
      <Button look="accent" onClick={() => go(withQuery(url, { kind: null, from: null, to: null }), true)}>
        Clear filter
      </Button>
    </p>
  ) : (
    <p class="muted">Nothing yet.</p>
  )
  return (
    <section class="card padded" aria-labelledby="history">
      <h2 class="section-title" id="history">
        Timeline
      </h2>
      <Filters url={url} filters={filters} />
      <ListFrame pages={pages} what="the timeline" flat empty={none}>
        <Timeline label="Newest first" entries={(pages.rows ?? []).map((item) => entryOf(item))} />
      </ListFrame>
    </section>
  )
}

function Filters({ url, filters: { kind, from, to } }: { url: string; filters: TimelineFilters }) {
  const chosen = kind.split(',')
  return (
    <>
      <fieldset class="inline tight wrap timeline-kinds" aria-label="Show only">
        {timelineKinds().map((each) => (
          <button
            key={each.kind}
            type="button"
            class={`chip${chosen.includes(each.kind) ? ' on' : ''}`}
            aria-pressed={chosen.includes(each.kind)}
            onClick={() => go(withQuery(url, { kind: withKind(kind, each.kind) }), true)}
          >
            {each.label}
          </button>
        ))}
      </fieldset>
      <details class="timeline-days" open={from !== '' || to !== ''}>
        <summary class="small muted">Days</summary>
        <DayRange
          url={url}
          from={{ label: 'From', name: 'from', day: from }}
          to={{ label: 'To', name: 'to', day: to }}
          also={{}}
        />
      </details>
    </>
  )
}

const PLACES: Partial<Record<TimelineItem['type'], string>> = {
  invoice: '/invoices/',
  quote: '/quotes/',
  work_item: '/work/',
  expense: '/expenses/',
  conversation: '/inbox/',
}

function entryOf({ type, id, title, amount, currency, at }: TimelineItem) {
  const place = PLACES[type]
  return {
    key: `${type}-${id}-${at}-${title}`,
    text: amount !== null && currency !== null ? `${title}: ${money(amount, currency)}` : title,
    at,
    ...(place ? { href: place + id } : {}),
  }
}
