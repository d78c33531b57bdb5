import type { TenantDb } from '../../db/tenant-db.ts'
import { createLink, markDocumentSent, revokeLinks, rotateLinks } from '../documents/links.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { sentCreditNote } from './sent-kind.ts'

export const markCreditNoteSent = (tenant: TenantDb, id: string, version?: number) =>
  markDocumentSent(tenant, sentCreditNote, id, version)

export const createCreditNoteLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  createLink(tenant, links, sentCreditNote, id)

export const revokeCreditNoteLink = (tenant: TenantDb, id: string) => revokeLinks(tenant, sentCreditNote, id)

export const rotateCreditNoteLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  rotateLinks(tenant, links, sentCreditNote, id)
