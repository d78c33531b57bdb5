import type { CreateQuote } from '../../contract/quotes.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences } from '../documents/steps.ts'
import { reference, referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { draftQuote } from './draft.ts'
import { parseQuote, type QuoteRow, quoteObject } from './internal.ts'

/** One trip; two where a line leaves something to its item. */
export function createQuote(tenant: TenantDb, given: CreateQuote, id = newId()): Promise<QuoteRow> {
  return withSettings(tenant, 'quotes.create', async (settings) => {
    const input = await fillFromItems(tenant, 'quotes.create', given, settings)
    const contactId = reference(input.contact_id, 'contact_id')
    const { columns, lines, steps } = draftQuote(tenant, id, input, settings)
    return tenant.write(
      {
        action: 'quotes.create',
        id,
        references: [...referenceTo('contacts', contactId, 'contact_id'), ...lineReferences(lines)],
        settings: settings.version,
        changes: { contact_id: contactId, total: String(columns.total) },
        ...currencyRoles(columns.currency, settings),
      },
      steps,
      quoteObject(id),
      parseQuote,
    )
  })
}
