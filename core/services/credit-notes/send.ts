import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { sendDocument, sendDocumentAgain } from '../documents/send.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentCreditNote } from './sent-kind.ts'

export const sendCreditNote = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocument(tenant, ports, sentCreditNote, id, input)

/** What went out before, once more. */
export const sendCreditNoteAgain = (tenant: TenantDb, ports: SendPorts, id: string, input: SendInvoice) =>
  sendDocumentAgain(tenant, ports, sentCreditNote, id, input)
