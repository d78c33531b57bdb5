import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { cancelSending, type HeldMail, holdDocument, holdDocumentAgain, sendHeldDocument } from '../documents/hold.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentQuote } from './sent-kind.ts'

export const holdQuote = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocument(tenant, sentQuote, id, input)

export const holdQuoteAgain = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocumentAgain(tenant, sentQuote, id, input)

export const cancelQuoteSend = (tenant: TenantDb, id: string) => cancelSending(tenant, sentQuote, id)

export const sendHeldQuote = (tenant: TenantDb, ports: SendPorts, id: string, mail: HeldMail) =>
  sendHeldDocument(tenant, ports, sentQuote, id, mail)
