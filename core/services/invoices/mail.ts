import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SendInvoice } from '../../contract/invoices.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { stillOwed } from '../../domain/invoices/balance.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isPaidOnline } from '../../domain/payments/online.ts'
import { toStripeAmount } from '../../domain/payments/stripe-amount.ts'
import { mintStep, type PortalLink, type PortalLinks } from '../documents/portal-links.ts'
import { partiesOf, wantedOnline } from '../documents/rows.ts'
import { claimStep, countMailStep, finaliseStep, markSentStep, unclaimStep } from '../documents/steps.ts'
import type { Letters, Mailer, Payments } from '../ports.ts'
import { sha256Hex } from '../secrets.ts'
import { balanceOf } from './facts.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'
import { presentInvoice } from './present.ts'

/** Longer than the mail provider's timeout, so that nobody sends twice while it is thinking. */
const CLAIM_SECONDS = 30

export interface SendPorts {
  mailer: Mailer
  letters: Letters
  links: PortalLinks
  payments: Pick<Payments, 'newAccountsCharge'>
}

interface Mailing {
  verb: 'send' | 'send_again'
  input: SendInvoice
  changes: Record<string, unknown>
  /** What is said when the provider takes no mail. */
  failed: string
}

/** One mail with a link of its own, beside those that were mailed before: claim, call, settle or release. */
export async function mailInvoice(
  tenant: TenantDb,
  ports: SendPorts,
  found: InvoiceRow,
  { verb, input, changes, failed }: Mailing,
): Promise<InvoiceRow> {
  const { id } = found
  const to = input.to ?? found.contact.email ?? ''
  const link = await ports.links.mint('invoice')
  const claimed = await claim(tenant, verb, found, { to, link, version: input.if_match_version })
  const letter = ports.letters.invoice({
    ...partiesOf(claimed),
    isPaidOnline: canBePaid(claimed, ports.payments),
    invoice: presentInvoice(claimed),
    url: link.url,
    message: input.message ?? null,
  })
  const key = await providerKey(verb, claimed, input.to)
  const outcome = await ports.mailer.send({ key, to, ...letter })
  if (outcome.outcome === 'accepted')
    return tenant.settle(
      { action: `invoices.${verb}`, id, changes },
      [markSentStep(tenant, 'invoice', id, verb)],
      invoiceObject(id),
      parseInvoice,
    )
  await tenant.release({ action: `invoices.${verb}_failed`, id, changes: { detail: outcome.reason } }, [
    unclaimStep(tenant, 'invoice', id),
  ])
  const details = [{ field: input.to ? 'to' : 'contact.email', message: outcome.reason }]
  throw new AppError('PROVIDER_ERROR', failed, { details })
}

interface Claim {
  to: string
  link: PortalLink
  version: number | undefined
}

const claim = (tenant: TenantDb, verb: Mailing['verb'], { id, version }: InvoiceRow, wanted: Claim) =>
  tenant.write(
    {
      action: `invoices.${verb}_attempted`,
      id,
      version: wanted.version ?? version,
      leaseSeconds: CLAIM_SECONDS,
    },
    [
      countMailStep(tenant, wanted.to),
      claimStep(tenant, 'invoice', id, CLAIM_SECONDS),
      finaliseStep(tenant, 'invoice', id),
      mintStep(tenant, wanted.link, 'invoice', id),
    ],
    sql`${invoiceObject(id)} || jsonb_build_object('account', app.stripe_account())`,
    parseClaimed,
  )

const Account = z.object({ account: z.object({ charges_enabled: z.boolean() }).nullable() })
type Claimed = InvoiceRow & z.infer<typeof Account>
const parseClaimed = (object: unknown): Claimed => ({ ...parseInvoice(object), ...Account.parse(object) })

/** As its page will say (DESIGN 10): a mail offers what can be done behind its link. */
function canBePaid(row: Claimed, { newAccountsCharge }: SendPorts['payments']): boolean {
  const facts = { online_payments: wantedOnline(row), account: row.account }
  return isPaidOnline(facts, newAccountsCharge) && toStripeAmount(stillOwed(balanceOf(row)), row.currency).ok
}

/**
 * The provider's key has no version in it: a take-over after a crash must not mail twice. What is sent again is another mail
 * once the one before has settled; so is one to an address of its own.
 */
async function providerKey(verb: Mailing['verb'], { id, last_sent_at }: InvoiceRow, to: string | undefined) {
  const parts = [`invoice.${verb}`, id]
  if (verb === 'send_again') parts.push(last_sent_at ?? '')
  if (to) parts.push(await sha256Hex(to))
  return parts.join(':')
}
