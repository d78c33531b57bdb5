import { sql } from 'drizzle-orm'
import {
  type ConvertedWorkItem as Converted,
  ConvertedWorkItem,
  type ConvertWorkItem,
} from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { draftInvoice } from '../invoices/draft.ts'
import { refuseIncomplete } from '../profile/required.ts'
import { convertQuote } from '../quotes/convert.ts'
import { draftQuote } from '../quotes/draft.ts'
import { withSettings } from '../settings.ts'
import { loadWorkItem, type WorkItemRow } from './internal.ts'

type Row = WorkItemRow

/** What work becomes: one of each, as a unique index says. */
const TARGETS = {
  INVOICE: {
    action: 'work_items.convert_to_invoice',
    creates: 'invoices.create',
    draft: draftInvoice,
    madeOf: ({ invoice }: Row): Converted | null => invoice && { invoice_id: invoice.id, created: false },
    named: 'invoice_id',
    who: 'Choose who is to be billed first',
  },
  QUOTE: {
    action: 'work_items.convert_to_quote',
    creates: 'quotes.create',
    draft: draftQuote,
    madeOf: ({ quote }: Row): Converted | null => quote && { quote_id: quote.id, created: false },
    named: 'quote_id',
    who: 'Choose who the quote is for first',
  },
} as const
type Target = (typeof TARGETS)[keyof typeof TARGETS]

/**
 * Work becomes a draft for its contact, once: afterwards that one is answered, whatever became of it but void or deleted.
 * Its invoice is that of its quote, where the customer approved one. Two trips; one where it is there, three by an approved quote.
 */
export function convertWorkItem(tenant: TenantDb, id: string, { target: word }: ConvertWorkItem): Promise<Converted> {
  const target = TARGETS[word]
  return tenant.once(target.action, parseConverted, async () => {
    const found = await loadWorkItem(tenant, target.action, id)
    const made = target.madeOf(found)
    if (made) return made
    if (word === 'INVOICE' && isApproved(found)) return convertQuote(tenant, found.quote.id)
    try {
      return await make(tenant, target, found)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
      // Somebody else was quicker: the unique index says so.
      const theirs = target.madeOf(await loadWorkItem(tenant, target.action, id))
      if (!theirs) throw error
      return theirs
    }
  })
}

const isApproved = (found: Row): found is Row & { quote: object } =>
  found.quote !== null && statusesFor(quoteMachine, 'convert_to_invoice').includes(found.quote.status)

function make(tenant: TenantDb, target: Target, found: Row): Promise<Converted> {
  const { id, title, contact_id, contact } = found
  if (contact_id === null || contact === null) throw invalid('contact_id', target.who)
  const made = newId()
  return withSettings(tenant, target.action, async (settings) => {
    refuseIncomplete('work_item', found, 'convert', settings.profile)
    // An agent drafts for the customer of his work, whose contact may not be his. The price is still to be said: a draft without one cannot go out.
    const line_items = [{ name: title, qty: '1', rate: '0', tax_rate_id: settings.defaultTaxRateId }]
    const { columns, steps } = target.draft(tenant, made, { contact_id, line_items }, settings, id)
    const changes = { contact_id, total: String(columns.total) }
    return tenant.write(
      {
        action: target.action,
        id,
        settings: settings.version,
        changes: { [target.named]: made },
        also: [{ action: target.creates, id: made, changes }],
      },
      steps,
      sql`jsonb_build_object(${target.named}::text, ${made}::uuid, 'created', true)`,
      parseConverted,
    )
  })
}

const parseConverted = (row: unknown): Converted => ConvertedWorkItem.parse(row)
