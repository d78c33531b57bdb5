import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { ConvertedQuote } from '../../contract/quotes.ts'
import { newId } from '../../db/ids.ts'
import { getRecord, moveRecord } from '../../db/records.ts'
import { invoices } from '../../db/schema.ts'
import { rowOf, type Step, type TenantDb } from '../../db/tenant-db.ts'
import { isVoid } from '../../domain/invoices/balance.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { LineRow } from '../documents/lines.ts'
import { writeParts } from '../documents/steps.ts'
import { refuseIncomplete } from '../profile/required.ts'
import { type Settings, withSettings } from '../settings.ts'
import { actionFacts } from './facts.ts'
import { buildFinal } from './final-invoice.ts'
import { parseQuote, type QuoteRow, quoteObject } from './internal.ts'
import { presentQuote } from './present.ts'

const Deposit = z.object({
  id: z.string(),
  invoice_number: z.string(),
  version: z.number(),
  status: z.string(),
  returned: z.boolean(),
  lines: z.array(LineRow),
})
export type Deposit = z.infer<typeof Deposit>
const Convertible = z.object({ billed: Deposit.nullable(), work: z.string().nullable() })
/** What is asked of the quote once: what its deposit billed, and the work that this invoice is to be the invoice of. */
type Loaded = { row: QuoteRow; deposit: Deposit | null; work: string | null }

const parseConverted = (row: unknown): ConvertedQuote => ConvertedQuote.parse(row)
/** Somebody else converts it at the same moment, or its deposit changes. */
const TRIES = 3

/**
 * The invoice that an approved quote becomes, once, however often and by how many it is asked for: a draft of what was
 * accepted, less the deposit that was billed. Two trips; one where it is there already.
 */
export function convertQuote(tenant: TenantDb, id: string): Promise<ConvertedQuote> {
  return tenant.once('quotes.convert_to_invoice', parseConverted, () =>
    withSettings(tenant, 'quotes.convert_to_invoice', (settings) => attempt(tenant, settings, id, TRIES)),
  )
}

async function attempt(tenant: TenantDb, settings: Settings, id: string, tries: number): Promise<ConvertedQuote> {
  const loaded = await load(tenant, id)
  const { row } = loaded
  if (row.converted_invoice_id) return { invoice_id: row.converted_invoice_id, created: false }
  refuseUnlessApproved(row)
  try {
    return await write(tenant, settings, loaded)
  } catch (error) {
    if (tries > 1 && error instanceof AppError && error.code === 'CONFLICT')
      return attempt(tenant, settings, id, tries - 1)
    throw error
  }
}

async function load(tenant: TenantDb, id: string): Promise<Loaded> {
  const object = sql`${quoteObject(id)} || jsonb_build_object('billed', app.quote_deposit(${id}::uuid), 'work', app.unbilled_work(${id}::uuid))`
  return getRecord(tenant, 'quotes.convert_to_invoice', id, object, (found) => {
    const { billed, work } = Convertible.parse(found)
    return { row: parseQuote(found), deposit: billed && !isVoid(billed) && !billed.returned ? billed : null, work }
  })
}

function refuseUnlessApproved(row: QuoteRow): void {
  if (isPossible(quoteMachine, 'convert_to_invoice', actionFacts(row)) && row.accepted) return
  const conflict = new AppError('CONFLICT', 'Only an approved quote becomes an invoice')
  conflict.latest = presentQuote(row)
  throw conflict
}

function write(
  tenant: TenantDb,
  { business, profile, version }: Settings,
  { row, deposit, work }: Loaded,
): Promise<ConvertedQuote> {
  refuseIncomplete('quote', { ...row, line_items: row.lines }, 'convert', profile)
  const id = newId()
  const { columns, lines } = buildFinal(row, deposit)
  const invoice = {
    id,
    contactId: row.contact_id,
    issueDate: sql`app.today()` as never,
    dueDate: sql`app.today() + ${business.net_days}::int` as never,
    reference: row.reference,
    poNumber: row.po_number,
    notes: business.invoice_notes,
    terms: business.invoice_terms,
    quoteId: row.id,
    workItemId: work,
    ...columns,
  }
  const written = {
    line_items: lines.map(({ name }) => ({ name, qty: '1' })),
    contact_id: row.contact_id,
    reference: row.reference,
  }
  return tenant.write(
    {
      action: 'quotes.convert_to_invoice',
      id: row.id,
      version: row.version,
      settings: version,
      changes: { converted_invoice_id: id },
      also: [
        { action: 'invoices.create', id, changes: { quote_id: row.id } },
        ...(work ? [{ action: 'work_items.convert_to_invoice', id: work, changes: { invoice_id: id } } as const] : []),
      ],
    },
    [
      ...(deposit ? [unchangedStep(tenant, deposit)] : []),
      tenant.insert(invoices, [invoice]),
      ...writeParts(tenant, 'invoice', id, lines, written),
      moveRecord(tenant, 'quotes.convert_to_invoice', row.id, { convertedInvoiceId: id }),
    ],
    rowOf(sql`select ${id}::text as invoice_id, true as created`),
    parseConverted,
  )
}

/** The deposit is as it was when it was looked at, and stays so until this is written. */
const unchangedStep = (tenant: TenantDb, { id, version }: Deposit): Step =>
  tenant.db.execute(sql`select app.must_hold((select i.version = ${version}::int from invoices i
    where i.tenant_id = app.tenant() and i.id = ${id}::uuid for share), 'invoices')`)
