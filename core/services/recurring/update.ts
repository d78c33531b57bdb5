import type { UpdateRecurringInvoice } from '../../contract/recurring-invoices.ts'
import { getRecord, setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { periodDay, type Schedule } from '../../domain/recurring/schedule.ts'
import { currencyRoles, lineReferences } from '../documents/steps.ts'
import { auditable } from '../documents/written.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { buildContent } from './build.ts'
import { contentOf, makeJob, parseRecurring, type RecurringRow, recurringObject, scheduleOf } from './internal.ts'

/** Changes what the next ones say and when it ends; what was made stays as it is. Two trips. */
export function updateRecurringInvoice(
  tenant: TenantDb,
  id: string,
  input: UpdateRecurringInvoice,
): Promise<RecurringRow> {
  const verb = () => tenant.once('recurring_invoices.update', parseRecurring, () => edit(tenant, id, input))
  return inOrder(tenant, 'recurring_invoices.update', verb, id)
}

async function edit(tenant: TenantDb, id: string, input: UpdateRecurringInvoice): Promise<RecurringRow> {
  const { if_match_version, ends_on, times, due_days, mode, contact_id, ...written } = input
  const row = await getRecord(tenant, 'recurring_invoices.update', id, recurringObject(id), parseRecurring)
  if (if_match_version !== undefined && if_match_version !== row.version)
    throw new AppError('CONFLICT', 'It was changed meanwhile')
  return withSettings(tenant, 'recurring_invoices.update', async (settings) => {
    const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined))
    const { content, columns, lines } = await buildContent(
      tenant,
      'recurring_invoices.update',
      { ...contentOf(row), ...given },
      settings,
    )
    const schedule = {
      ...scheduleOf(row),
      ...(ends_on === undefined ? {} : { endsOn: ends_on }),
      ...(times === undefined ? {} : { times }),
    }
    const { version } = row
    return tenant.write(
      {
        action: 'recurring_invoices.update',
        id,
        version,
        references: [...referenceTo('contacts', contact_id, 'contact_id'), ...lineReferences(lines)],
        settings: settings.version,
        changes: auditable(input),
        jobs: [makeJob(id, row.period, version + 1)],
        ...currencyRoles(columns.currency, settings),
      },
      [
        setRecord(tenant, 'recurring_invoices', id, {
          contactId: contact_id,
          dueDays: due_days,
          mode,
          endsOn: ends_on,
          times,
          nextOn: nextOf(schedule, row),
          content,
          currency: columns.currency,
          total: columns.total,
        }),
      ],
      recurringObject(id),
      parseRecurring,
    )
  })
}

/** What would leave no period open is an end, and is said as such. */
function nextOf(schedule: Schedule, { period }: RecurringRow): string {
  const next = periodDay(schedule, period)
  if (next !== null) return next
  const field = schedule.times !== null && period > schedule.times ? 'times' : 'ends_on'
  throw invalid(field, 'No invoice would come after this: end it instead')
}
