import type { Activity } from '../../core/contract/documents.ts'
import { firstName } from '../../core/domain/contacts/first-name.ts'
import type { TimelineEntry } from '../components/timeline.tsx'
import { capitalised } from './format.ts'

type Sentence = [text: (who: string, detail: string | null) => string, look?: TimelineEntry['look']]
/** As sentences, every one of them; null is a step of a deed that is told already. */
export type Words<Name extends string = string> = Record<Name, Sentence | null>

interface Opened {
  views: { count: number; first_at: string | null; last_at: string | null }
  contact: { display_name: string }
}

/** What happened, newest first; openings are counted on the document itself, the first and the last with their times. */
export function entriesOf(words: Words, activities: readonly Activity[], document: Opened): TimelineEntry[] {
  const who = document.contact.display_name
  const { count, first_at, last_at } = document.views
  const seen: TimelineEntry[] = [
    ...(first_at ? [{ key: 'first', at: first_at, look: 'seen' as const, text: `${who} opened it` }] : []),
    ...(last_at && count > 1 ? [{ key: 'last', at: last_at, text: `${who} opened it again` }] : []),
  ]
  const told = activities.filter(({ action }) => words[action] !== null)
  const entries = [...told.map((activity) => entryOf(words, activity)), ...seen]
  return together(entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)))
}

/** The same deed again and again is told once, at its last time, with how often. */
function together(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const runs: { entry: TimelineEntry; count: number }[] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run?.entry.text === entry.text) run.count++
    else runs.push({ entry, count: 1 })
  }
  return runs.map(({ entry, count }) => (count === 1 ? entry : { ...entry, text: `${entry.text}, ${count} times` }))
}

/** One of them; a name that a newer Worker writes and this page does not know yet, too. */
export function entryOf(words: Words, activity: Activity): TimelineEntry {
  const [text, look = ''] = words[activity.action] ?? [() => plainWords(activity.action)]
  const { detail } = activity
  const sentence = text(firstName(activity.actor) || 'Someone', detail)
  const isSaid = !detail || sentence.endsWith(detail)
  return { key: activity.id, at: activity.at, look, text: isSaid ? sentence : `${sentence}. ${detail}` }
}

const plainWords = (action: string) => capitalised(action.replace(/[._]/g, ' '))
