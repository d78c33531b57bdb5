import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'

export { type PaymentRow, parsePayment, paymentObject }

export const getPaymentRow = (tenant: TenantDb, id: string, action: Action): Promise<PaymentRow> =>
  getRecord(tenant, action, id, paymentObject(id), parsePayment)
