import type { UpdateInvoice } from '../../contract/invoices.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { buildDocument } from '../documents/build.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences, writeParts } from '../documents/steps.ts'
import { auditable, completeMoney, isAnnotation, plainColumns } from '../documents/written.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'

/** Edits a draft; on a finalised invoice only internal notes and tags. One trip when all money fields are sent, else two. */
export function updateInvoice(tenant: TenantDb, id: string, input: UpdateInvoice): Promise<InvoiceRow> {
  if (isAnnotation(input)) return annotateInvoice(tenant, id, input)
  const edit = () => editDraft(tenant, id, input)
  return inOrder(tenant, 'invoices.update', edit, id)
}

function editDraft(tenant: TenantDb, id: string, input: UpdateInvoice): Promise<InvoiceRow> {
  return withSettings(tenant, 'invoices.update', async (settings) => {
    const { money, version } = await completeMoney(input, () => loadInvoice(tenant, 'invoices.update', id))
    const whole = money && (await fillFromItems(tenant, 'invoices.update', money, settings))
    const built = whole && buildDocument(whole, settings)
    return tenant.write(
      {
        action: 'invoices.update',
        id,
        version: input.if_match_version ?? version,
        references: [...referenceTo('contacts', input.contact_id, 'contact_id'), ...lineReferences(built?.lines)],
        settings: settings.version,
        changes: auditable(input),
        ...(built ? currencyRoles(built.columns.currency, settings) : {}),
      },
      [
        setRecord(tenant, 'invoices', id, { ...plainColumns(input), ...dueDate(input), ...built?.columns }),
        ...writeParts(tenant, 'invoice', id, built?.lines, input.line_items ? { ...input, ...whole } : input),
      ],
      invoiceObject(id),
      parseInvoice,
    )
  })
}

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

const dueDate = ({ due_date }: UpdateInvoice) => (due_date !== undefined ? { dueDate: due_date } : {})
