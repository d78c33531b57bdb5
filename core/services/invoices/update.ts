import { eq } from 'drizzle-orm'
import type { UpdateInvoice } from '../../contract/invoices.ts'
import { setRecord } from '../../db/records.ts'
import { invoiceLines } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { buildDocument, type MoneyPart } from '../documents/build.ts'
import { inOrder } from '../in-order.ts'
import { reference } from '../references.ts'
import { withSettings } from '../settings.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import { currencyRoles, indexInvoice } from './parts.ts'
import { presentInvoice } from './present.ts'

const MONEY_FIELDS = ['line_items', 'discount', 'charges', 'currency', 'prices_include_tax'] as const
const FREE_FIELDS = new Set(['internal_notes', 'tags', 'if_match_version'])

/** Edits a draft; on a finalised invoice only internal notes and tags. One trip when all money fields are sent, else two. */
export function updateInvoice(tenant: TenantDb, id: string, input: UpdateInvoice): Promise<InvoiceRow> {
  const frozenFields = Object.keys(input).filter((field) => !FREE_FIELDS.has(field))
  if (frozenFields.length === 0) return annotateInvoice(tenant, id, input)
  const edit = () => editDraft(tenant, id, input)
  return inOrder(tenant, 'invoices.update', edit, id)
}

function editDraft(tenant: TenantDb, id: string, input: UpdateInvoice): Promise<InvoiceRow> {
  return withSettings(tenant, 'invoices.update', async (settings) => {
    const { money, version } = await completeMoney(tenant, id, input)
    const built = money && buildDocument(money, settings)
    return tenant.write(
      {
        action: 'invoices.update',
        id,
        version: input.if_match_version ?? version,
        references: referencesOf(input),
        settings: settings.version,
        changes: auditable(input),
        ...(built ? currencyRoles(built.columns.currency, settings) : {}),
      },
      [
        setRecord(tenant, 'invoices', id, { ...plainColumns(input), ...built?.columns }),
        ...(built ? replaceLines(tenant, id, built) : []),
        ...indexInvoice(tenant, id, input),
      ],
      invoiceObject(id),
      parseInvoice,
    )
  })
}

const referencesOf = ({ contact_id }: UpdateInvoice) =>
  contact_id === undefined
    ? []
    : [{ table: 'contacts' as const, id: reference(contact_id, 'contact_id'), field: 'contact_id' }]

/** Internal notes and tags stay open for the whole life of an invoice (C-18). */
function annotateInvoice(tenant: TenantDb, id: string, input: UpdateInvoice): Promise<InvoiceRow> {
  return tenant.write(
    {
      action: 'invoices.annotate',
      id,
      version: input.if_match_version,
      changes: auditable(input),
    },
    [setRecord(tenant, 'invoices', id, plainColumns(input))],
    invoiceObject(id),
    parseInvoice,
  )
}

/** Sums need every money field: what the caller left out is read from the invoice, and its version then guards the write. */
async function completeMoney(
  tenant: TenantDb,
  id: string,
  input: UpdateInvoice,
): Promise<{ money?: MoneyPart; version?: number }> {
  const sent = MONEY_FIELDS.filter((field) => input[field] !== undefined)
  if (sent.length === 0) return {}
  if (sent.length === MONEY_FIELDS.length) return { money: input as MoneyPart }
  const row = await loadInvoice(tenant, 'invoices.update', id)
  const present = presentInvoice(row)
  const kept: MoneyPart = {
    currency: present.currency,
    prices_include_tax: present.prices_include_tax,
    line_items: present.line_items.map(({ name, description, qty, rate, tax_rate_id, discount }) => ({
      name,
      description,
      qty,
      rate,
      tax_rate_id,
      discount,
    })),
    discount: present.discount as MoneyPart['discount'],
    charges: present.charges as MoneyPart['charges'],
  }
  const given = Object.fromEntries(sent.map((field) => [field, input[field]]))
  return { money: { ...kept, ...given }, version: row.version }
}

function replaceLines(tenant: TenantDb, id: string, built: ReturnType<typeof buildDocument>): Step[] {
  const rows = built.lines.map((line) => ({ ...line, invoiceId: id }))
  return [
    tenant.db.delete(invoiceLines).where(tenant.mine(invoiceLines, eq(invoiceLines.invoiceId, id))),
    ...(rows.length ? [tenant.insert(invoiceLines, rows)] : []),
  ]
}

function plainColumns(input: UpdateInvoice) {
  return {
    ...(input.contact_id !== undefined ? { contactId: input.contact_id } : {}),
    ...(input.issue_date !== undefined ? { issueDate: input.issue_date } : {}),
    ...(input.due_date !== undefined ? { dueDate: input.due_date } : {}),
    ...(input.reference !== undefined ? { reference: input.reference } : {}),
    ...(input.notes !== undefined ? { notes: input.notes } : {}),
    ...(input.terms !== undefined ? { terms: input.terms } : {}),
    ...(input.internal_notes !== undefined ? { internalNotes: input.internal_notes } : {}),
    ...(input.tags !== undefined ? { tags: input.tags } : {}),
  }
}

const auditable = ({ if_match_version: _, ...fields }: UpdateInvoice): Record<string, unknown> => fields
