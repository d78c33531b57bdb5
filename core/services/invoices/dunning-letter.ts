import { sql } from 'drizzle-orm'
import { Invoice } from '../../contract/invoices.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isOverdue } from '../../domain/invoices/balance.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { DunningLetterOnPaper } from '../documents/papers.ts'
import { balanceOf } from './facts.ts'
import { InvoicePaperRow, onPaper } from './paper.ts'

const Row = InvoicePaperRow.extend({ ar_stage: Invoice.shape.ar_stage })

/**
 * What is late of an invoice as a letter, in the words of how often it was asked for; not kept, as what is owed changes. CONFLICT
 * while nothing is late. One trip.
 */
export const getDunningLetter = (tenant: TenantDb, id: string): Promise<DunningLetterOnPaper> =>
  getRecord(tenant, 'invoices.read', id, sql`app.invoice_paper(${id}::uuid)`, (found) => {
    const row = Row.parse(found)
    if (!isOverdue(balanceOf(row), row.today)) throw new AppError('CONFLICT', 'Nothing is late on this invoice')
    return { ...onPaper(row), ar_stage: row.ar_stage, days_late: daysBetween(row.due_date, row.today) }
  })
