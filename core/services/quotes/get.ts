import type { TenantDb } from '../../db/tenant-db.ts'
import { listActivity } from '../documents/activity.ts'
import { loadQuote, type QuoteRow } from './internal.ts'

export const getQuote = (tenant: TenantDb, id: string): Promise<QuoteRow> => loadQuote(tenant, 'quotes.read', id)

export const listQuoteActivity = (tenant: TenantDb, id: string) => listActivity(tenant, 'quotes', id)
