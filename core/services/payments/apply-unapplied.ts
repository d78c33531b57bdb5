import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ApplyUnapplied } from '../../contract/payments.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { payable } from '../../domain/invoices/listed.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { bigintJson } from '../json.ts'
import { reference } from '../references.ts'
import { parsePositive } from './amount.ts'
import { expireSessionsJob } from './expire-job.ts'
import { parseUnapplied, type UnappliedRow, unappliedObject } from './return-unapplied.ts'
import { settleStep } from './steps.ts'

const Owing = z.object({
  id: z.string(),
  status: z.string(),
  currency: z.string(),
  contact_id: z.string(),
  amount_due: bigintJson,
})
type Owing = z.infer<typeof Owing>

/**
 * Applies money that fits no invoice to one of the same customer and currency, or to the oldest that he owes; as much as fits
 * when no amount is said. Nothing comes or goes by it: it can be taken back like an entry by hand. Two trips.
 */
export function applyUnapplied(tenant: TenantDb, id: string, input: ApplyUnapplied): Promise<UnappliedRow> {
  return tenant.once('unapplied.apply', parseUnapplied, async () => {
    const asked = input.invoice_id === undefined ? null : reference(input.invoice_id, 'invoice_id')
    const { money, invoice } = await load(tenant, id, asked)
    const typed = input.amount === undefined ? null : parsePositive(input.amount, money.currency)
    refuseMisfit(money, invoice, asked !== null, typed)
    const paymentId = newId()
    return tenant.write(
      {
        action: 'unapplied.apply',
        id: invoice.id,
        changes: {
          unapplied_id: id,
          payment_id: paymentId,
          currency: money.currency,
          ...(typed === null ? {} : { amount: String(typed) }),
        },
        jobs: [expireSessionsJob(invoice.id)],
      },
      [
        tenant.db.execute(
          sql`select app.apply_unapplied(${paymentId}::uuid, ${id}::uuid, ${invoice.id}::uuid, ${typed === null ? null : String(typed)}::bigint)`,
        ),
        settleStep(tenant, invoice.id),
      ],
      unappliedObject(id),
      parseUnapplied,
    )
  })
}

async function load(tenant: TenantDb, id: string, invoiceId: string | null) {
  const [, found, owing] = await tenant.read(
    'unapplied.apply',
    tenant.db.execute<{ object: unknown }>(sql`select ${unappliedObject(id)} as object`),
    tenant.db.execute(
      sql`select to_jsonb(o) as invoice from (${invoiceId === null ? oldestFor(id) : theOne(invoiceId)}) o`,
    ),
  )
  const object = found.rows[0]?.object
  if (!object) throw new AppError('NOT_FOUND', 'Not found')
  const invoice = Owing.nullable().parse((owing.rows[0] as { invoice: unknown } | undefined)?.invoice ?? null)
  if (!invoice)
    throw invalid('invoice_id', invoiceId === null ? 'This customer owes nothing in this currency' : 'No such record')
  return { money: parseUnapplied(object), invoice }
}

const OWING = sql`i.id, i.status, i.currency, i.contact_id, i.amount_due from invoices i`

const theOne = (id: string): SQL =>
  sql`select ${OWING} where i.tenant_id = app.tenant() and i.id = ${id}::uuid and i.deleted_at is null`

const oldestFor = (id: string): SQL =>
  sql`select ${OWING} join unapplied_money u on u.tenant_id = i.tenant_id and u.contact_id = i.contact_id and u.currency = i.currency
    where i.tenant_id = app.tenant() and u.id = ${id}::uuid and ${sql.raw(payable('i'))} and i.amount_due > 0 and i.deleted_at is null
    order by i.due_date, i.id limit 1`

/** Values before state: whose it is and in what money, then what is left and due. */
function refuseMisfit(money: UnappliedRow, invoice: Owing, isAsked: boolean, typed: bigint | null): void {
  const { amount_left: left, currency } = money
  if (invoice.currency !== currency)
    throw invalid('invoice_id', `This money is in ${currency}, the invoice in ${invoice.currency}`)
  if (isAsked && money.contact_id !== null && invoice.contact_id !== money.contact_id)
    throw invalid('invoice_id', 'This invoice is of another customer')
  if (typed !== null && left > 0n && typed > left)
    throw invalid('amount', `At most ${formatMoney(left, currency)} ${currency} is left of it`)
  if (left <= 0n) throw new AppError('CONFLICT', 'Nothing is left of it: it went back, or was applied')
  if (!statusesFor(invoiceMachine, 'apply_unapplied').includes(invoice.status) || invoice.amount_due <= 0n)
    throw new AppError('CONFLICT', 'Only an invoice that was sent and is owed can take it')
  if (typed !== null && typed > invoice.amount_due)
    throw invalid('amount', `Only ${formatMoney(invoice.amount_due, currency)} ${currency} is due on it`)
}
