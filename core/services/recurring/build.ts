import type { RecurringContent } from '../../contract/recurring-invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { WriteAction } from '../../domain/actions.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { buildDocument } from '../documents/build.ts'
import { fillFromItems } from '../documents/items.ts'
import type { Settings } from '../settings.ts'

/** What each invoice will say, whole, and what it comes to now; a price of the price list stays as it was on the day it was set up. */
export async function buildContent(tenant: TenantDb, action: WriteAction, given: RecurringContent, settings: Settings) {
  const { contact_id: _, ...written } = given
  if (written.line_items.length === 0) throw invalid('line_items', 'Add at least one line')
  const content = await fillFromItems(tenant, action, written, settings)
  const { columns, lines } = buildDocument(content, settings)
  return { content: { ...content, currency: columns.currency }, columns, lines }
}
