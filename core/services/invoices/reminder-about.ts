import { daysBetween } from '../../domain/kernel/dates.ts'
import type { Stage } from '../../domain/reminders/schedule.ts'
import { textOfStage } from '../../domain/reminders/texts.ts'
import type { reminderWords } from '../reminders/words.ts'
import type { InvoiceRow } from './internal.ts'
import { presentInvoice } from './present.ts'

type About = Parameters<typeof reminderWords>[1]
type Known = Pick<About, 'business' | 'texts'> & { stage: Stage | 'EXTRA'; today: string }

/** What a reminder of an invoice is worded by. */
export function aboutOf(invoice: InvoiceRow, { business, texts, stage, today }: Known): About {
  const daysLate = daysBetween(invoice.due_date, today)
  const { display_name, email } = invoice.contact
  return {
    business,
    invoice: presentInvoice(invoice),
    customer: { display_name, email },
    texts,
    type: textOfStage(stage, invoice.ar_stage, daysLate),
    daysLate,
  }
}
