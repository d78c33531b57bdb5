import type { WorkItemEvent } from '../../core/contract/work-items.ts'
import type { AuditName } from '../../core/domain/actions.ts'
import { firstName } from '../../core/domain/contacts/first-name.ts'
import type { TimelineEntry } from '../components/timeline.tsx'
import { capitalised } from './format.ts'
import { STATUS_LABELS } from './work-items.ts'

type WorkAudit = Extract<AuditName, `work_item.${string}`>
type Words = (who: string, detail: string | null, nameOf: (id: string) => string) => string

const WORDS: Record<WorkAudit, Words> = {
  'work_item.create': (who) => `Created by ${who}`,
  'work_item.update': (who) => `Edited by ${who}`,
  'work_item.assign': (who, to, nameOf) => (to ? `${who} gave it to ${nameOf(to)}` : `${who} gave it to nobody`),
  'work_item.move': (who, status) =>
    `${who} moved it to ${STATUS_LABELS[status as keyof typeof STATUS_LABELS] ?? status}`,
  'work_item.add_note': (who, text) => `${who}: “${text}”`,
  'work_item.convert_to_invoice': (who) => `${who} drafted the invoice`,
  'work_item.convert_to_quote': (who) => `${who} drafted the quote`,
  'work_item.delete': (who) => `Deleted by ${who}`,
  'work_item.archive': () => 'Archived, a month after it was closed',
}

const LOOKS: Partial<Record<string, TimelineEntry['look']>> = {
  'work_item.add_note': 'seen',
  'work_item.convert_to_invoice': 'good',
  'work_item.convert_to_quote': 'good',
}

/** What happened and what was said, the newest last, as one reads a story. */
export function workEntries(events: readonly WorkItemEvent[], nameOf: (id: string) => string): TimelineEntry[] {
  return events.toReversed().map(({ id, at, actor, action, detail }) => {
    const words = WORDS[action as WorkAudit] ?? (() => capitalised(action.replace(/[._]/g, ' ')))
    return { key: id, at, look: LOOKS[action] ?? '', text: words(firstName(actor), detail, nameOf) }
  })
}
