import { sql } from 'drizzle-orm'
import type { CreateQuote } from '../../contract/quotes.ts'
import { newId } from '../../db/ids.ts'
import { quotes } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { buildDocument } from '../documents/build.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences, writeParts } from '../documents/steps.ts'
import { newColumns } from '../documents/written.ts'
import { reference, referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { parseDeposit } from './fields.ts'
import { parseQuote, type QuoteRow, quoteObject } from './internal.ts'

/** A draft; it is good for as many days as the business says. One trip; two where a line leaves something to its item. */
export function createQuote(tenant: TenantDb, given: CreateQuote, id = newId()): Promise<QuoteRow> {
  return withSettings(tenant, 'quotes.create', async (settings) => {
    const input = await fillFromItems(tenant, 'quotes.create', given, settings)
    const contactId = reference(input.contact_id, 'contact_id')
    const { columns, lines } = buildDocument(input, settings)
    const { quote_valid_days: days, quote_notes: notes, quote_terms: terms } = settings.business
    const issueDate = input.issue_date ? sql`${input.issue_date}::date` : sql`app.today()`
    const row = {
      id,
      contactId,
      issueDate: issueDate as never,
      expiryDate: (input.expiry_date ? sql`${input.expiry_date}::date` : sql`${issueDate} + ${days}::int`) as never,
      ...newColumns(input, { notes, terms }),
      deposit: input.deposit ? parseDeposit(input.deposit, columns.currency) : null,
      ...columns,
    }
    return tenant.write(
      {
        action: 'quotes.create',
        id,
        references: [...referenceTo('contacts', contactId, 'contact_id'), ...lineReferences(lines)],
        settings: settings.version,
        changes: { contact_id: contactId, total: String(columns.total) },
        ...currencyRoles(columns.currency, settings),
      },
      [tenant.insert(quotes, [row]), ...writeParts(tenant, 'quote', id, lines, input)],
      quoteObject(id),
      parseQuote,
    )
  })
}
