import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { sendDocument, sendDocumentAgain } from '../documents/send.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentInvoice } from './sent-kind.ts'

export const sendInvoice = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocument(tenant, ports, sentInvoice, id, input)

/** What went out before, once more. */
export const sendInvoiceAgain = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocumentAgain(tenant, ports, sentInvoice, id, input)
