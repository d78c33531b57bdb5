import { sql } from 'drizzle-orm'
import type { CreateRecurringInvoice } from '../../contract/recurring-invoices.ts'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import { recurringInvoices } from '../../db/recurring-schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { periodDay } from '../../domain/recurring/schedule.ts'
import { currencyRoles, lineReferences } from '../documents/steps.ts'
import { reference, referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { buildContent } from './build.ts'
import { makeJob, parseRecurring, type RecurringRow, recurringObject } from './internal.ts'

/** Later days are a slip of the pen. */
const LAST_START = '2199-12-31'

/** Sets up what is billed again and again; the first comes on its first day. One trip; two where a line leaves something to its item. */
export function createRecurringInvoice(tenant: TenantDb, input: CreateRecurringInvoice): Promise<RecurringRow> {
  const { starts_on, every_count, every_unit, ends_on, times, due_days, mode, ...given } = input
  return withSettings(tenant, 'recurring_invoices.create', async (settings) => {
    const contactId = reference(given.contact_id, 'contact_id')
    if (starts_on > LAST_START) throw invalid('starts_on', 'Choose an earlier day')
    const { content, columns, lines } = await buildContent(tenant, 'recurring_invoices.create', given, settings)
    const schedule = {
      startsOn: starts_on,
      everyCount: every_count,
      everyUnit: every_unit,
      endsOn: ends_on ?? null,
      times: times ?? null,
    }
    const nextOn = periodDay(schedule, 1)
    if (nextOn === null) throw invalid('ends_on', 'The last day must not be before the first')
    const id = newId()
    return tenant.write(
      {
        action: 'recurring_invoices.create',
        id,
        references: [...referenceTo('contacts', contactId, 'contact_id'), ...lineReferences(lines)],
        settings: settings.version,
        changes: {
          contact_id: contactId,
          starts_on,
          every: `${every_count} ${every_unit}`,
          mode,
          total: String(columns.total),
        },
        jobs: [makeJob(id, 1, 1)],
        ...currencyRoles(columns.currency, settings),
      },
      [
        ...callStep(tenant, [sql`app.day_to_come(${starts_on}::date, 'starts_on')`]),
        tenant.insert(recurringInvoices, [
          {
            ...schedule,
            id,
            contactId,
            dueDays: due_days ?? settings.business.net_days,
            mode,
            currency: columns.currency,
            total: columns.total,
            content,
            nextOn,
          },
        ]),
      ],
      recurringObject(id),
      parseRecurring,
    )
  })
}
