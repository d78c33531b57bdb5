import type { RecurringInvoice } from '../../core/contract/recurring-invoices.ts'
import type { Unit } from '../../core/domain/recurring/schedule.ts'
import { plural, shortDay } from './format.ts'
import { Resource } from './resource.ts'

export const recurringInvoices = new Resource('recurring_invoice', '/v1/recurring-invoices', { shows: ['contact'] })

const UNIT_WORDS: Record<Unit, string> = { DAY: 'day', WEEK: 'week', MONTH: 'month', YEAR: 'year' }

/** `Every month`, `Every 2 weeks`. */
export const everyWords = ({
  every_count,
  every_unit,
}: Pick<RecurringInvoice, 'every_count' | 'every_unit'>): string =>
  every_count === 1 ? `Every ${UNIT_WORDS[every_unit]}` : `Every ${plural(every_count, UNIT_WORDS[every_unit])}`

/** How each one leaves. */
export const MODE_WORDS: Record<RecurringInvoice['mode'], string> = {
  DRAFT: 'Made as a draft',
  SEND: 'Mailed by itself',
}

/** What comes next, in a line. */
export function nextWords({ status, next_days, made, problem }: RecurringInvoice): string {
  const [next] = next_days
  if (status === 'ENDED') return `${plural(made, 'invoice')} made`
  if (problem) return 'Stopped'
  return status === 'PAUSED' ? 'Paused' : next ? `Next ${shortDay(next)}` : ''
}
