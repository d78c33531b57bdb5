import { CreateQuote } from '../../core/contract/quotes.ts'
import { newId } from '../../core/db/ids.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { addDays } from '../../core/domain/kernel/dates.ts'
import { approveByLink, type QuoteForm, rejectByLink } from '../../core/services/portal/decide-quote.ts'
import { viewDocument } from '../../core/services/portal/view.ts'
import { convertQuote } from '../../core/services/quotes/convert.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import { createQuoteLink } from '../../core/services/quotes/links.ts'
import { finishJob, takeJobs } from '../../queues/table.ts'
import { contactOf, type Happening, KeptLinks, later, type World } from './happening.ts'
import { quoteId, TENANT_ID } from './ids.ts'
import type { DemoAnswer, DemoQuote } from './quotes.ts'

/** What happened to a quote, each step at its time and by the verb that does it. */
export function lifeOfQuote(quote: DemoQuote): Happening[] {
  const links = new KeptLinks()
  const id = quoteId(quote.number)
  let hash = ''
  const send = async ({ as }: World) => {
    await createQuoteLink(as(quote.by), links, id)
    hash = links.kept.hash
  }
  const { answer, converted } = quote
  return [
    { at: quote.made, run: (world) => draft(world, quote) },
    ...(quote.sentAfter === null ? [] : [{ at: later(quote.made, quote.sentAfter), run: send }]),
    ...quote.seen.map((at): Happening => ({ at, run: ({ system }) => viewDocument(system, 'quote', hash, true) })),
    ...(answer ? [{ at: answer.at, run: (world: World) => decide(world, links, hash, answer) }] : []),
    ...(converted ? [{ at: converted, run: ({ as }: World) => convertQuote(as(quote.by), id) }] : []),
  ]
}

function draft({ as, hst, today }: World, { number, contact, by, until, lines, deposit, ...quote }: DemoQuote) {
  const input = {
    contact_id: contactOf(contact).id,
    reference: quote.reference,
    deposit,
    line_items: lines.map((line) => ({ ...line, tax_rate_id: hst })),
    ...(until === undefined ? {} : { expiry_date: addDays(today, until) }),
  }
  return createQuote(as(by), CreateQuote.parse(input), quoteId(number))
}

/** The customer answers on his page; the mails about it went out long ago. */
async function decide({ transaction, system }: World, links: KeptLinks, hash: string, answer: DemoAnswer) {
  const customer = TenantDb.open(
    transaction.db,
    { kind: 'portal', tokenHash: hash },
    { requestId: `req_demo_${newId()}` },
    { onWrite: (jobs) => keys.push(...jobs.map(({ key }) => key)) },
  )
  const keys: string[] = []
  const verb = 'name' in answer ? approveByLink : rejectByLink
  await verb(customer, links, hash, formOf(answer))
  const taken = await takeJobs(
    system,
    keys.map((key) => ({ tenant_id: TENANT_ID, key })),
  )
  for (const job of taken) await finishJob(system, job)
}

function formOf(answer: DemoAnswer): QuoteForm {
  const fields: Record<string, string> =
    'name' in answer
      ? Object.assign(
          { name: answer.name },
          ...Object.entries(answer.lines ?? {}).map(([n, qty]) => ({ [`line_${n}`]: 'on', [`qty_${n}`]: qty })),
        )
      : { reason: answer.reason }
  return { field: (name) => fields[name], ip: '203.0.113.24', userAgent: 'Mobile Safari' }
}
