import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { sendDocument, sendDocumentAgain } from '../documents/send.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentQuote } from './sent-kind.ts'

export const sendQuote = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocument(tenant, ports, sentQuote, id, input)

/** What went out before, once more. */
export const sendQuoteAgain = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocumentAgain(tenant, ports, sentQuote, id, input)
