import type { TenantDb } from '../../db/tenant-db.ts'
import { createLink, markDocumentSent, revokeLinks, rotateLinks } from '../documents/links.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { sentInvoice } from './sent-kind.ts'

export const markInvoiceSent = (tenant: TenantDb, id: string, version?: number) =>
  markDocumentSent(tenant, sentInvoice, id, version)

export const createPaymentLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  createLink(tenant, links, sentInvoice, id)

export const revokePaymentLink = (tenant: TenantDb, id: string) => revokeLinks(tenant, sentInvoice, id)

export const rotatePaymentLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  rotateLinks(tenant, links, sentInvoice, id)
