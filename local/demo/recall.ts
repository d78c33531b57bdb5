import pg from 'pg'
import { toStripeAmount } from '../../core/domain/payments/stripe-amount.ts'
import { TENANT_ID } from './ids.ts'

/** Stripe's simulator was not there when they were paid: told of them, it can refund and dispute them. */
export async function recallPayments({ adminUrl, servicesUrl }: { adminUrl: string; servicesUrl: string }) {
  const payments = (await cardPayments(adminUrl)).map(({ minor, ...paid }) => {
    const amount = toStripeAmount(BigInt(minor), paid.currency)
    if (!amount.ok) throw new Error(`${paid.payment_intent}: ${amount.error}`)
    return { ...paid, amount: amount.value }
  })
  const answer = await fetch(`${servicesUrl}/stripe/recall`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ payments }),
  })
  if (!answer.ok) throw new Error(`Stripe's simulator: ${answer.status}`)
}

interface Row {
  account: string
  payment_intent: string
  minor: string
  currency: string
  created: number
}

async function cardPayments(adminUrl: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(
      `select provider_account as account, provider_payment_id as payment_intent, amount::text as minor, currency,
         extract(epoch from paid_at)::int as created
       from payments where tenant_id = $1 and provider = 'STRIPE' and kind = 'PAYMENT'`,
      [TENANT_ID],
    )
    return rows
  } finally {
    await client.end()
  }
}
