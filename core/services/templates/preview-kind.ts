import { z } from 'zod'
import type { PreviewTemplate } from '../../contract/templates.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { manualStage } from '../../domain/reminders/decide.ts'
import { textOfStage } from '../../domain/reminders/texts.ts'
import { isReminderType, type TemplateType } from '../../domain/templates/variables.ts'
import type { NamedDocument } from '../document-values.ts'
import { type FactsRow, factsOf, ruleOf } from '../reminders/facts.ts'
import type { BusinessRow } from '../settings.ts'
import { offsetOf } from './reminder-offset.ts'

interface Found {
  business: BusinessRow
  reminder: FactsRow | null
  invoice: unknown
}

/** Of which kind a text is, and how late the invoice is that it asks for; null: it asks for none, or for one that is not made yet. */
export function kindOf(
  found: Found,
  { type }: Pick<PreviewTemplate, 'type'>,
  document: NamedDocument | null,
  today: string,
): { type: TemplateType; daysLate: number | null } {
  if (type === 'REMINDER') return nextOf(found, document, today)
  const due = document?.invoice?.due_date
  if (!isReminderType(type) || due === undefined) return { type, daysLate: null }
  const daysLate = daysBetween(due, today)
  const isItsTime = type === 'REMINDER_BEFORE' ? daysLate <= 0 : daysLate > 0
  return { type, daysLate: isItsTime ? daysLate : offsetOf(type, found.business) }
}

const Invoice = z.object({ ar_stage: z.string() })

/** The reminder that a person would send now. */
function nextOf({ business, reminder, invoice }: Found, document: NamedDocument | null, today: string) {
  const due = document?.invoice?.due_date
  if (!reminder || due === undefined) throw invalid('invoice_id', 'Say of which invoice')
  const daysLate = daysBetween(due, today)
  const stage = manualStage(factsOf(reminder, ruleOf(business)), today)?.stage ?? 'EXTRA'
  return { type: textOfStage(stage, Invoice.parse(invoice).ar_stage, daysLate), daysLate }
}
