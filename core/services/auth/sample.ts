import { sql } from 'drizzle-orm'
import type { SignedIn } from '../../contract/auth.ts'
import { CreateContact } from '../../contract/contacts.ts'
import { CreateInvoice } from '../../contract/invoices.ts'
import { CreateQuote } from '../../contract/quotes.ts'
import { CreateWorkItem } from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { SAMPLE } from '../../domain/sample/content.ts'
import { createContact } from '../contacts/create.ts'
import { createInvoice } from '../invoices/create.ts'
import { markInvoiceSent } from '../invoices/links.ts'
import { createQuote } from '../quotes/create.ts'
import { markQuoteSent } from '../quotes/links.ts'
import { createWorkItem } from '../work-items/create.ts'
import { explainConflict } from './conflicts.ts'
import { type AuthContext, ownSession, traceOf } from './context.ts'
import { type IdentityRow, presentSignIn } from './present.ts'
import { newBusinessIds } from './verify.ts'

interface SampleRow extends IdentityRow {
  filled: boolean
}

/** The sample business of who is signed in; the session goes on in it. One trip when it is there, one for each of its parts when it is made. */
export async function openSample(
  auth: AuthContext,
  bearer: Bearer,
  where: { currency: string; timezone: string; country: string | null },
  open: (orgId: string) => TenantDb,
): Promise<SignedIn> {
  const session = ownSession(bearer)
  const parts = [newBusinessIds(), { ...SAMPLE.business, ...where }, traceOf(auth.caller)]
  const [ids, draft, trace] = parts.map((part) => JSON.stringify(part))
  const row = (await explainConflict(
    auth.system.value<SampleRow>(
      sql`app.open_sample(${bearer.userId}, ${session}::uuid, ${ids}::jsonb, ${draft}::jsonb, ${trace}::jsonb)`,
    ),
  )) as SampleRow
  if (!row.filled) await fill(() => open(row.org_id))
  return (await presentSignIn(auth, row, '')).body
}

/** By the verbs that everybody's business is filled by. The letter comes last: with it all of it is there. */
async function fill(tenant: () => TenantDb): Promise<void> {
  const [customer, office, cafe] = await Promise.all(
    SAMPLE.contacts.map((contact) => createContact(tenant(), CreateContact.parse(contact))),
  )
  const invoice = await createInvoice(tenant(), CreateInvoice.parse({ ...SAMPLE.invoice, contact_id: customer!.id }))
  await markInvoiceSent(tenant(), invoice.id)
  const quote = await createQuote(tenant(), CreateQuote.parse({ ...SAMPLE.quote, contact_id: office!.id }))
  await markQuoteSent(tenant(), quote.id)
  await createWorkItem(tenant(), CreateWorkItem.parse({ ...SAMPLE.work_item, contact_id: cafe!.id }))
  const last = tenant()
  const [ids, letter] = [{ conversation: newId(), message: newId() }, SAMPLE.letter].map((part) => JSON.stringify(part))
  await last.write(
    { action: 'business.fill_sample', id: null },
    [last.db.execute(sql`select app.write_sample_letter(${ids}::jsonb, ${letter}::jsonb)`)],
    sql`app.business()`,
    () => undefined,
  )
}

/** The sample business and all that it has; who was in it goes on in another of his. Two trips: nobody writes in it any more when it goes. */
export async function removeSample(auth: AuthContext, bearer: Bearer): Promise<SignedIn> {
  const session = ownSession(bearer)
  const row = await auth.system.value<IdentityRow>(sql`app.leave_sample(${bearer.userId}, ${session}::uuid)`)
  await auth.system.value(sql`app.drop_sample(${bearer.userId})`)
  return (await presentSignIn(auth, row as IdentityRow, '')).body
}
