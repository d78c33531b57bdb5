import { RecurringInvoice } from '../../contract/recurring-invoices.ts'
import { mayTouch } from '../../domain/actions.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { recurringInvoiceMachine } from '../../domain/recurring/machine.ts'
import { nextDays } from '../../domain/recurring/schedule.ts'
import { toInstant } from '../instants.ts'
import { type RecurringRow, scheduleOf } from './internal.ts'

const DAYS_SHOWN = 5

/** The wire shape of one; parsed, so that no column leaks. */
export function presentRecurring(row: RecurringRow): RecurringInvoice {
  const { role, today: _, period, next_on, ...shown } = row
  return RecurringInvoice.parse({
    ...shown,
    total: formatMoney(row.total, row.currency),
    next_days: next_on === null ? [] : nextDays(scheduleOf(row), period, DAYS_SHOWN),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(recurringInvoiceMachine, row, (action) => mayTouch(role as Role, action, true)),
  })
}
