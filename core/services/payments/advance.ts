import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RecordAdvance } from '../../contract/payments.ts'
import { newId } from '../../db/ids.ts'
import { checkId, type Step, type TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { parseBusiness } from '../settings.ts'
import { parsePositive } from './amount.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'
import { notesStep } from './steps.ts'

const Found = z.object({ name: z.string(), business: z.unknown() })

/**
 * Money of a customer before there is an invoice: a payment of none, kept as his until it is applied or given back (C-14, MO4).
 * In the currency of the business unless another is named. Two trips.
 */
export function recordAdvance(tenant: TenantDb, contactId: string, input: RecordAdvance): Promise<PaymentRow> {
  return tenant.once('contacts.record_advance', parsePayment, async () => {
    const { name, currency: usual } = await load(tenant, contactId)
    const currency = input.currency ?? usual
    const [id, amount] = [newId(), parsePositive(input.amount, currency)]
    const { method_label = null, note = null, provider } = input
    return tenant.write(
      {
        action: 'contacts.record_advance',
        id: contactId,
        changes: { payment_id: id, amount: String(amount), currency, provider },
      },
      [
        ...(input.paid_at ? [tenant.db.execute(sql`select app.day_has_come(${input.paid_at}::timestamptz)`)] : []),
        keepStep(tenant, { ...input, id, contactId, amount, currency, method_label, note }),
        ...notesStep(tenant, id, { contact: name, method_label, note }),
      ],
      paymentObject(id),
      parsePayment,
    )
  })
}

async function load(tenant: TenantDb, id: string): Promise<{ name: string; currency: string }> {
  const [, found] = await tenant.read(
    'contacts.record_advance',
    tenant.db.execute<{
      object: unknown
    }>(sql`select jsonb_build_object('name', c.display_name, 'business', app.business()) as object
      from contacts c where c.tenant_id = app.tenant() and c.id = ${checkId(id)}::uuid and c.deleted_at is null`),
  )
  if (!found.rows[0]) throw new AppError('NOT_FOUND', 'Not found')
  const { name, business } = Found.parse(found.rows[0].object)
  return { name, currency: parseBusiness(business).currency }
}

interface Advance {
  id: string
  contactId: string
  provider: string
  amount: bigint
  currency: string
  paid_at?: string | undefined
  method_label: string | null
  note: string | null
}

const keepStep = (tenant: TenantDb, advance: Advance): Step =>
  tenant.db.execute(sql`
    with came as (
      insert into payments (tenant_id, id, provider, status, amount, applied, currency, paid_at, paid_on, method_label, note)
        select app.tenant(), ${advance.id}::uuid, ${advance.provider}, 'SUCCEEDED', ${advance.amount}::bigint, 0, ${advance.currency}, t.at, app.local_date(t.at),
          ${advance.method_label}, ${advance.note}
        from (select coalesce(${advance.paid_at ?? null}::timestamptz, app.now()) as at) t
        returning id, provider, amount, currency, paid_at)
    insert into unapplied_money (tenant_id, id, payment_id, contact_id, provider, amount, currency, reason, paid_at)
      select app.tenant(), ${newId()}::uuid, came.id, ${advance.contactId}::uuid, came.provider, came.amount, came.currency, 'ADVANCE', came.paid_at from came`)
