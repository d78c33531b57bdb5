import type { UpdateQuote } from '../../contract/quotes.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { buildDocument } from '../documents/build.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences, writeParts } from '../documents/steps.ts'
import { auditable, completeMoney, isAnnotation, plainColumns } from '../documents/written.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { depositColumn } from './fields.ts'
import { loadQuote, parseQuote, type QuoteRow, quoteObject } from './internal.ts'

/** Edits a draft; on what went out only internal notes and tags. One trip when all money fields are sent, else two. */
export function updateQuote(tenant: TenantDb, id: string, input: UpdateQuote): Promise<QuoteRow> {
  if (isAnnotation(input)) return annotateQuote(tenant, id, input)
  return inOrder(tenant, 'quotes.update', () => editDraft(tenant, id, input), id)
}

function editDraft(tenant: TenantDb, id: string, input: UpdateQuote): Promise<QuoteRow> {
  return withSettings(tenant, 'quotes.update', async (settings) => {
    const load = () => loadQuote(tenant, 'quotes.update', id)
    const { money, version } = await completeMoney(input, load, Boolean(input.deposit))
    const whole = money && (await fillFromItems(tenant, 'quotes.update', money, settings))
    const built = whole && buildDocument(whole, settings)
    return tenant.write(
      {
        action: 'quotes.update',
        id,
        version: input.if_match_version ?? version,
        references: [...referenceTo('contacts', input.contact_id, 'contact_id'), ...lineReferences(built?.lines)],
        settings: settings.version,
        changes: auditable(input),
        ...(built ? currencyRoles(built.columns.currency, settings) : {}),
      },
      [
        setRecord(tenant, 'quotes', id, {
          ...plainColumns(input),
          ...(input.expiry_date !== undefined ? { expiryDate: input.expiry_date } : {}),
          ...depositColumn(input.deposit, built?.columns.currency),
          ...built?.columns,
        }),
        ...writeParts(tenant, 'quote', id, built?.lines, input.line_items ? { ...input, ...whole } : input),
      ],
      quoteObject(id),
      parseQuote,
    )
  })
}

/** Internal notes and tags stay open for the whole life of a quote (C-18). */
function annotateQuote(tenant: TenantDb, id: string, input: UpdateQuote): Promise<QuoteRow> {
  return tenant.write(
    { action: 'quotes.annotate', id, version: input.if_match_version, changes: auditable(input) },
    [setRecord(tenant, 'quotes', id, plainColumns(input))],
    quoteObject(id),
    parseQuote,
  )
}
