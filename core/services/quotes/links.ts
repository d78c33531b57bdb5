import type { TenantDb } from '../../db/tenant-db.ts'
import { createLink, markDocumentSent, revokeLinks, rotateLinks } from '../documents/links.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { sentQuote } from './sent-kind.ts'

export const markQuoteSent = (tenant: TenantDb, id: string, version?: number) =>
  markDocumentSent(tenant, sentQuote, id, version)

export const createQuoteLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  createLink(tenant, links, sentQuote, id)

export const revokeQuoteLink = (tenant: TenantDb, id: string) => revokeLinks(tenant, sentQuote, id)

export const rotateQuoteLink = (tenant: TenantDb, links: PortalLinks, id: string) =>
  rotateLinks(tenant, links, sentQuote, id)
