import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { callStep, moveRecord } from '../../db/records.ts'
import { workItems } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { stillOwed } from '../../domain/invoices/balance.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { indexTerms } from '../search-terms.ts'
import type { BusinessRow } from '../settings.ts'
import { balanceOf } from './facts.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'
import { claimReminderStep, type Leaving, sentStep } from './mail-reminder.ts'

const TITLE_MAX = 200

/** Nobody answered the final reminder: a person takes it over (C-16). Once for each due date. One trip. */
export async function collect(
  tenant: TenantDb,
  invoice: InvoiceRow,
  leaving: Leaving,
  { settings_version: settings }: BusinessRow,
): Promise<void> {
  const { id, version, contact_id, invoice_number: number, currency, due_date } = invoice
  const workItem = newId()
  const owed = `${formatMoney(stillOwed(balanceOf(invoice)), currency)} ${currency}`
  const title = `Collect ${number}: ${owed} from ${invoice.contact.display_name}`.slice(0, TITLE_MAX)
  const description = `Due on ${due_date}. The final reminder was sent and nothing came.`
  const row = {
    id: workItem,
    type: 'COLLECTION',
    title,
    description,
    contactId: contact_id,
    dueOn: sql`app.today()`,
    priority: 'HIGH',
  }
  await tenant.write(
    {
      action: 'invoices.collect',
      id,
      version,
      settings,
      changes: { stage: 'COLLECTIONS', work_item_id: workItem },
      also: [{ action: 'work_items.create', id: workItem, changes: { title, type: 'COLLECTION' } }],
    },
    [
      claimReminderStep(tenant, id, leaving, 'WORK_ITEM'),
      tenant.insert(workItems, [row as never]),
      ...callStep(tenant, [
        ...indexTerms('work_item', workItem, { title: [title], description: [description] }),
        sql`app.index_contact_of('work_item', ${workItem}::uuid, ${contact_id}::uuid)`,
      ]),
      moveRecord(tenant, 'invoices.collect', id, { arStage: 'COLLECTIONS' }),
      sentStep(tenant, leaving.id, workItem),
    ],
    invoiceObject(id),
    parseInvoice,
  )
}
