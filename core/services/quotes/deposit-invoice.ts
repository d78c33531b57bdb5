import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { invoices, type LineInsert } from '../../db/schema.ts'
import type { Also, Step, TenantDb } from '../../db/tenant-db.ts'
import { depositOf, type RateShare, splitDeposit } from '../../domain/documents/deposit.ts'
import { computeTotals, type TotalsLine } from '../../domain/documents/totals.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { taxOf } from '../documents/adjustments.ts'
import { sumColumns, taxRows } from '../documents/build.ts'
import { mintStep, type PortalLink, type PortalLinks } from '../documents/portal-links.ts'
import { finaliseStep, markSentStep, writeParts } from '../documents/steps.ts'
import { storedDiscount } from '../documents/stored.ts'
import type { TaxRateSetting } from '../settings.ts'
import type { Accepted } from './accept.ts'
import type { QuoteRow } from './internal.ts'

export type Deposited = Pick<
  QuoteRow,
  'id' | 'quote_number' | 'currency' | 'contact_id' | 'reference' | 'po_number' | 'deposit'
>

/** The link of a deposit's invoice: the same whenever it is asked for, so that the page of the quote leads to it. */
export const depositLink = (links: PortalLinks, invoiceId: string): Promise<PortalLink> =>
  links.mint('invoice', `deposit:${invoiceId}`)

/** The deposit that a quote asks for at approval, as an invoice of its own that is open for payment; none where none is asked for. */
export async function depositSteps(
  tenant: TenantDb,
  links: PortalLinks,
  quote: Deposited,
  { accepted, shares, rates }: Accepted,
): Promise<{ id: string; steps: Step[]; also: Also[] } | null> {
  if (!quote.deposit) return null
  const amount = depositOf(storedDiscount(quote.deposit), accepted.total)
  if (amount <= 0n) return null
  const id = newId()
  const { columns, lines } = buildDeposit(quote, splitDeposit(amount, shares), rates)
  const row = {
    id,
    contactId: quote.contact_id,
    issueDate: sql`app.today()` as never,
    dueDate: sql`app.today()` as never,
    reference: quote.reference,
    poNumber: quote.po_number,
    quoteId: quote.id,
    // Whoever made the quote sees what came of it (H-RBAC-14).
    createdBy: sql`(select created_by from quotes where tenant_id = app.tenant() and id = ${quote.id}::uuid)` as never,
    ...columns,
  }
  const names = lines.map(({ name }) => ({ name, qty: '1' }))
  return {
    id,
    steps: [
      tenant.insert(invoices, [row]),
      ...writeParts(tenant, 'invoice', id, lines, {
        line_items: names,
        contact_id: quote.contact_id,
        reference: quote.reference,
      }),
      finaliseStep(tenant, 'invoice', id),
      markSentStep(tenant, 'invoice', id),
      mintStep(tenant, await depositLink(links, id), 'invoice', id),
    ],
    also: [
      { action: 'invoices.create', id, changes: { quote_id: quote.id } },
      { event: 'invoice.sent', id },
    ],
  }
}

/** A line for each rate, with its tax inside: so the whole is what was asked for, to the cent. */
function buildDeposit(
  { currency, quote_number }: Deposited,
  parts: readonly RateShare[],
  rates: ReadonlyMap<string, TaxRateSetting>,
) {
  const scale = 10n ** BigInt(FACTOR_DECIMALS - (minorUnits(currency) ?? 0))
  const priced = parts.map(({ key, gross }) => {
    const rate = rates.get(key ?? '') ?? null
    const totals: TotalsLine = { qtyE6: 10n ** BigInt(FACTOR_DECIMALS), rateE6: gross * scale, ...taxOf(rate) }
    return { rate, totals }
  })
  const lines = priced.map(({ totals }) => totals)
  const totals = computeTotals({ currency, pricesIncludeTax: true, lines, discounts: [], charges: [] })
  // It is a part of what was computed before.
  if (!totals.ok) throw new Error(`a deposit cannot be billed: ${totals.error.field} ${totals.error.reason}`)
  return {
    columns: {
      currency,
      pricesIncludeTax: true,
      discount: null,
      charges: [],
      taxes: taxRows(totals.value, rates),
      ...sumColumns(totals.value),
    },
    lines: priced.map(
      ({ rate, totals: { qtyE6, rateE6 } }, position): LineInsert => ({
        id: newId(),
        position,
        itemId: null,
        name: `Deposit for quote ${quote_number ?? ''}`,
        description: null,
        qtyE6,
        unit: null,
        rateE6,
        discount: null,
        taxRateId: rate?.id ?? null,
        taxName: rate?.name ?? null,
        taxPercentE4: rate?.percentE4 ?? null,
        taxParts: rate?.parts ?? null,
        ...totals.value.lines[position]!,
      }),
    ),
  }
}
