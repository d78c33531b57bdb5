import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { cancelSending, type HeldMail, holdDocument, holdDocumentAgain, sendHeldDocument } from '../documents/hold.ts'
import type { SendPorts } from '../documents/sent-kind.ts'
import { sentCreditNote } from './sent-kind.ts'

export const holdCreditNote = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocument(tenant, sentCreditNote, id, input)

export const holdCreditNoteAgain = (tenant: TenantDb, id: string, input: SendInvoice) =>
  holdDocumentAgain(tenant, sentCreditNote, id, input)

export const cancelCreditNoteSend = (tenant: TenantDb, id: string) => cancelSending(tenant, sentCreditNote, id)

export const sendHeldCreditNote = (tenant: TenantDb, ports: SendPorts, id: string, mail: HeldMail) =>
  sendHeldDocument(tenant, ports, sentCreditNote, id, mail)
