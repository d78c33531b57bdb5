import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { cancelSending, type HeldMail, holdDocument, holdDocumentAgain, sendHeldDocument } from '../documents/hold.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentInvoice } from './sent-kind.ts'

export const holdInvoice = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocument(tenant, sentInvoice, id, input)

export const holdInvoiceAgain = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocumentAgain(tenant, sentInvoice, id, input)

export const cancelSend = (tenant: TenantDb, id: string) => cancelSending(tenant, sentInvoice, id)

export const sendHeldInvoice = (tenant: TenantDb, ports: SendPorts, id: string, mail: HeldMail) =>
  sendHeldDocument(tenant, ports, sentInvoice, id, mail)
