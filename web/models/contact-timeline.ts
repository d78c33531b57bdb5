import type { TimelineKind } from '../../core/contract/contacts.ts'
import { get } from '../api.ts'
import { capitalised } from './format.ts'
import { workWords } from './labels.ts'
import type { Pages } from './resource.ts'

/** What of it, as the address of the page says it. */
export interface TimelineFilters {
  kind: string
  from: string
  to: string
}
const SHOWS = ['contact', 'conversation', 'work_item', 'quote', 'invoice', 'payment', 'expense', 'file'] as const

/** What happened with a contact, by pages. */
export const timelinePages = (id: string, { kind, from, to }: TimelineFilters) =>
  ({
    queryKey: ['/v1/contacts', 'timeline', id, kind, from, to],
    meta: { shows: SHOWS },
    ask: (cursor, signal) =>
      get('/v1/contacts/:id/timeline', {
        params: { id },
        query: { limit: 20, cursor, kind: kind || undefined, from: from || undefined, to: to || undefined },
        signal,
      }),
  }) satisfies Pages<unknown>

/** The kinds to choose from, in words of the business. */
export const timelineKinds = (): { kind: TimelineKind; label: string }[] => [
  { kind: 'conversation', label: 'Messages' },
  { kind: 'work_item', label: capitalised(workWords()) },
  { kind: 'quote', label: 'Quotes' },
  { kind: 'invoice', label: 'Invoices' },
  { kind: 'payment', label: 'Payments' },
  { kind: 'expense', label: 'Expenses' },
  { kind: 'file', label: 'Files' },
  { kind: 'consent', label: 'Consent' },
  { kind: 'audit', label: 'Changes' },
]

/** The list with one more kind, or one less; of none it is of all. */
export function withKind(kinds: string, kind: TimelineKind): string {
  const chosen = kinds ? kinds.split(',') : []
  const next = chosen.includes(kind) ? chosen.filter((each) => each !== kind) : [...chosen, kind]
  return next.join(',')
}
