import { beforeAll, describe, expect, it } from 'vitest'
import { ApproveQuote } from '../../../core/contract/quotes.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { approveByLink, rejectByLink } from '../../../core/services/portal/decide-quote.ts'
import { approveQuote, rejectQuote } from '../../../core/services/quotes/approve.ts'
import { convertQuote } from '../../../core/services/quotes/convert.ts'
import { getQuote, listQuoteActivity } from '../../../core/services/quotes/get.ts'
import { presentQuote } from '../../../core/services/quotes/present.ts'
import { reviseQuote } from '../../../core/services/quotes/revise.ts'
import { tellDecision } from '../../../core/services/quotes/tell-decision.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { linkedQuote, portalOf, type QuoteWords, typedForm } from '../../support/quoted.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
const { links } = sendPorts()
let ours: TestBusiness
let hst: string
beforeAll(async () => {
  ours = await makeBusiness(database)
  hst = (await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13', is_default: false })).id
})
const owner = (meter = new Meter()) => ours.as('OWNER', { meter })
const shown = async (id: string) => presentQuote(await getQuote(owner(), id))

const WORDS = (): QuoteWords => ({
  line_items: [
    { name: 'Boiler', qty: '1', rate: '1000.00', tax_rate_id: hst },
    { name: 'Thermostat', qty: '1', rate: '100.00', tax_rate_id: hst, optional: true, qty_editable: true },
    { name: 'Flush', qty: '1', rate: '80.00', optional: true },
  ],
})

describe('PT9 the customer decides on the page', () => {
  it('approves with his name what he chose; the quote stays as it was sent, and what proves it is kept', async () => {
    const { id, hash } = await linkedQuote(ours, links, WORDS())
    const meter = new Meter()
    const form = typedForm({ name: ' Jane Okafor ', line_2: 'on', qty_2: '2', revision: '1' })
    expect(await approveByLink(portalOf(database, hash, meter), links, hash, form)).toEqual({ status: 'APPROVED' })
    expect(meter.trips).toBe(2)
    const quote = await shown(id)
    expect(quote).toMatchObject({
      status: 'APPROVED',
      total: '1130.00',
      accepted_total: '1356.00',
      accepted: {
        subtotal: '1200.00',
        tax_total: '156.00',
        line_items: [{ qty: '1' }, { qty: '2', amount: '200.00' }],
      },
      decision: {
        outcome: 'APPROVED',
        via: 'PORTAL',
        name: 'Jane Okafor',
        ip_address: '203.0.113.7',
        user_agent: 'A phone',
        shown_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    const audit = await database.admin(
      `select actor, action from app.audit where entity_id = $1 and action = 'quote.approve'`,
      [id],
    )
    expect(audit).toEqual([{ actor: 'portal', action: 'quote.approve' }])
    const told = await database.admin<{ event: string }>(
      `select event from app.outbox where object_id = $1 order by id`,
      [id],
    )
    expect(
      told
        .map(({ event }) => event)
        .slice(-2)
        .sort(),
    ).toEqual(['portal.quote.approve', 'quote.approved'])
  })

  it('refuses what is no quantity or no name with its field, and changes nothing', async () => {
    const { id, hash } = await linkedQuote(ours, links, WORDS())
    const refused = async (fields: Record<string, string>) => {
      const form = typedForm({ name: 'Jane', line_2: 'on', ...fields })
      const { code, details } = await refusalOf(
        approveByLink(portalOf(database, hash), links, hash, form),
        'VALIDATION_ERROR',
      )
      return [code, details[0]?.field]
    }
    for (const qty_2 of ['abc', '-1', '0', '1e3', '999999999999', '1000000000000', '1,000', '٣', 'NaN'])
      expect([qty_2, ...(await refused({ qty_2 }))]).toEqual([qty_2, 'VALIDATION_ERROR', 'qty_2'])
    expect(await refused({ name: '  ' })).toEqual(['VALIDATION_ERROR', 'name'])
    expect(await refused({ name: 'x'.repeat(201) })).toEqual(['VALIDATION_ERROR', 'name'])
    expect(await shown(id)).toMatchObject({ status: 'SENT', version: 2 })
    // As people write it where a comma stands before decimals.
    await approveByLink(portalOf(database, hash), links, hash, typedForm({ name: 'Jane', line_2: '1', qty_2: '1,5' }))
    expect((await shown(id)).accepted?.line_items[1]).toMatchObject({ qty: '1.5' })
  })

  it('decides once, in time, on the version that he saw, and by a good link alone', async () => {
    const jane = typedForm({ name: 'Jane' })
    const decided = await linkedQuote(ours, links)
    await rejectByLink(portalOf(database, decided.hash), links, decided.hash, typedForm({ reason: 'Too dear' }))
    expect((await shown(decided.id)).decision).toMatchObject({ outcome: 'REJECTED', note: 'Too dear', name: null })
    for (const decide of [approveByLink, rejectByLink])
      await refusalOf(decide(portalOf(database, decided.hash), links, decided.hash, jane), 'CONFLICT')

    const late = await linkedQuote(ours, links)
    await database.admin(
      `update quotes set issue_date = issue_date - 60, expiry_date = current_date - 2 where id = $1`,
      [late.id],
    )
    await refusalOf(approveByLink(portalOf(database, late.hash), links, late.hash, jane), 'CONFLICT')
    expect((await shown(late.id)).status).toBe('EXPIRED')

    const changed = await linkedQuote(ours, links)
    await reviseQuote(owner(), changed.id)
    await refusalOf(approveByLink(portalOf(database, changed.hash), links, changed.hash, jane), 'GONE')
    await linkedQuote(ours, links, {}, changed.id)
    const old = typedForm({ name: 'Jane', revision: '1' })
    await refusalOf(approveByLink(portalOf(database, changed.hash), links, changed.hash, old), 'CONFLICT')
    await approveByLink(
      portalOf(database, changed.hash),
      links,
      changed.hash,
      typedForm({ name: 'Jane', revision: '2' }),
    )
    for (const hash of ['0'.repeat(64), 'x'])
      await refusalOf(approveByLink(portalOf(database, hash), links, hash, jane), 'NOT_FOUND').catch(() => {})
  })

  it('mails both sides once, however often its job runs', async () => {
    const { id, hash } = await linkedQuote(ours, links, { ...WORDS(), deposit: { percent: '30' } })
    await approveByLink(portalOf(database, hash), links, hash, typedForm({ name: 'Jane' }))
    const [job] = await database.admin<{ key: string; payload: object }>(
      `select key, payload from app.jobs where type = 'QUOTE_DECIDED' and payload->>'quote_id' = $1`,
      [id],
    )
    expect(job).toEqual({ key: `quote.decided:${id}:1`, payload: { quote_id: id, revision: 1 } })
    const mailer = fakeMailer()
    const ports = { ...sendPorts(mailer), links }
    const job_ = await takenJob(id)
    for (let n = 0; n < 2; n++) await tellDecision(job_, ports, id, 1)
    expect(mailer.sent.map(({ to, text }) => [to, text])).toEqual([
      ['maria@silva.example', expect.stringMatching(/\/portal\/invoices\//)],
      [expect.stringMatching(/^owner@/), `http://hub.example/quotes/${id}`],
    ])
    const records = () =>
      database.admin<object>('select kind, status, to_address from outbound where object_id = $1', [id])
    expect(await records()).toEqual([{ kind: 'quote_decision', status: 'SENT', to_address: 'maria@silva.example' }])
    // How the quote itself fared is another mail.
    expect((await shown(id)).delivery).toBeNull()
    await tellDecision(job_, ports, id, 2)
    expect(mailer.sent).toHaveLength(2)
  })
})

/** The handle of the job of a decision, as its consumer has it. */
async function takenJob(id: string) {
  const [row] = await database.admin<{ key: string; lease: string }>(
    `update app.jobs set state = 'RUNNING', leased_until = clock_timestamp() + interval '1 hour'
     where type = 'QUOTE_DECIDED' and payload->>'quote_id' = $1 returning key, leased_until::text as lease`,
    [id],
  )
  return portalOf(database, '', new Meter(), { kind: 'job', tenantId: ours.tenantId, key: row!.key, lease: row!.lease })
}

describe('C-12 staff decide on his behalf', () => {
  it('with a note, and the lines that he wants', async () => {
    const { id } = await linkedQuote(ours, links, WORDS())
    const [, thermostat] = (await shown(id)).line_items
    const input = ApproveQuote.parse({ note: 'On the phone', lines: [{ id: thermostat!.id, qty: '3' }] })
    const quote = presentQuote(await approveQuote(owner(), links, id, input))
    expect(quote).toMatchObject({
      status: 'APPROVED',
      accepted_total: '1469.00',
      decision: { via: 'STAFF', note: 'On the phone', name: null, recorded_by: ours.userIds.OWNER },
    })
    for (const bad of [newId(), 'x']) {
      const other = await linkedQuote(ours, links, WORDS())
      const wrong = ApproveQuote.parse({ note: 'x', lines: [{ id: bad }] })
      expect(
        (await refusalOf(approveQuote(owner(), links, other.id, wrong), 'VALIDATION_ERROR')).details,
      ).toMatchObject([{ field: 'lines.0.id' }])
    }
    expect(ApproveQuote.safeParse({ note: '  ' }).success).toBe(false)
    await refusalOf(rejectQuote(owner(), id, { note: 'No' }), 'CONFLICT')
  })
})

describe('MO14 an approved quote becomes an invoice', () => {
  const approved = async (words: QuoteWords, lines: { n: number; qty?: string }[] = []) => {
    const { id } = await linkedQuote(ours, links, words)
    const { line_items } = await shown(id)
    const chosen = lines.map(({ n, qty }) => ({ id: line_items[n - 1]!.id, ...(qty ? { qty } : {}) }))
    return presentQuote(await approveQuote(owner(), links, id, ApproveQuote.parse({ note: 'x', lines: chosen })))
  }
  const invoiceOf = async (id: string) => presentInvoice(await getInvoice(owner(), id))

  it('of what was accepted, once, by the rates that stand on it', async () => {
    const quote = await approved(WORDS(), [{ n: 2, qty: '2' }])
    await database.admin(`update tax_rates set percent_e4 = 200000 where id = $1`, [hst])
    const meter = new Meter()
    const first = await convertQuote(owner(meter), quote.id)
    expect([first.created, meter.trips]).toEqual([true, 2])
    expect(await convertQuote(owner(), quote.id)).toEqual({ invoice_id: first.invoice_id, created: false })
    await database.admin(`update tax_rates set percent_e4 = 130000 where id = $1`, [hst])
    const invoice = await invoiceOf(first.invoice_id)
    expect(invoice).toMatchObject({
      status: 'DRAFT',
      quote_id: quote.id,
      total: '1356.00',
      taxes: [{ name: 'HST', taxable: '1200.00', tax: '156.00' }],
      line_items: [{ name: 'Boiler' }, { name: 'Thermostat', qty: '2' }],
    })
    expect(await shown(quote.id)).toMatchObject({ status: 'CONVERTED', converted_invoice_id: first.invoice_id })
    const [made] = await listInvoiceActivity(owner(), first.invoice_id)
    expect(made?.action).toBe('invoice.create')
    const told = await listQuoteActivity(ours.as('VIEWER'), quote.id)
    expect(told.map(({ action }) => action)).toEqual([
      'quote.convert_to_invoice',
      'quote.approve',
      'quote.create_link',
      'quote.create',
    ])
    await refusalOf(listQuoteActivity(ours.as('AGENT'), quote.id), 'NOT_FOUND')
  })

  it('not before it is approved, and not for who may not see it', async () => {
    const { id } = await linkedQuote(ours, links)
    await refusalOf(convertQuote(owner(), id), 'CONFLICT')
    await refusalOf(convertQuote(ours.as('AGENT'), id), 'NOT_FOUND')
    await refusalOf(convertQuote(ours.as('VIEWER'), id), 'FORBIDDEN')
  })

  it('less the deposit that was billed with its tax, in lines that name it', async () => {
    const quote = await approved({ ...WORDS(), deposit: { amount: '500.00' } }, [{ n: 3 }])
    expect(quote.accepted_total).toBe('1210.00')
    const bill = await invoiceOf(quote.deposit_invoice!.id)
    expect(bill).toMatchObject({
      status: 'SENT',
      total: '500.00',
      quote_id: quote.id,
      payment_link_active: true,
      line_items: [{ amount: '466.94' }, { amount: '33.06' }],
      taxes: [{ name: 'HST', taxable: '413.22', tax: '53.72' }],
    })
    const final = await invoiceOf((await convertQuote(owner(), quote.id)).invoice_id)
    expect(final).toMatchObject({
      total: '710.00',
      taxes: [{ name: 'HST', taxable: '586.78', tax: '76.28' }],
      line_items: [
        { name: 'Boiler' },
        { name: 'Flush' },
        { name: `Less deposit, invoice ${bill.invoice_number}`, qty: '-1', amount: '-413.22' },
        { name: `Less deposit, invoice ${bill.invoice_number}`, amount: '-33.06' },
      ],
    })
  })

  it('once more, where its draft was deleted or its invoice voided', async () => {
    const quote = await approved(WORDS())
    const first = (await convertQuote(owner(), quote.id)).invoice_id
    await deleteInvoice(owner(), first)
    expect(await shown(quote.id)).toMatchObject({ status: 'APPROVED', converted_invoice_id: null })
    const second = await convertQuote(owner(), quote.id)
    expect([second.created, second.invoice_id === first]).toEqual([true, false])
    await markInvoiceSent(owner(), second.invoice_id)
    await voidInvoice(owner(), second.invoice_id)
    expect(await shown(quote.id)).toMatchObject({ status: 'APPROVED', converted_invoice_id: null })
  })

  it('that cannot go out with a deposit voided since, nor lose it once it is out', async () => {
    const converted = async () => {
      const quote = await approved({ ...WORDS(), deposit: { percent: '50' } })
      return { deposit: quote.deposit_invoice!.id, final: (await convertQuote(owner(), quote.id)).invoice_id }
    }
    const voided = await converted()
    await voidInvoice(owner(), voided.deposit)
    const { details } = await refusalOf(markInvoiceSent(owner(), voided.final), 'VALIDATION_ERROR')
    expect(details).toEqual([
      {
        field: 'line_items.1.name',
        message: expect.stringMatching(/^Invoice .* was voided, credited or given back: take this/),
      },
    ])
    const out = await converted()
    await markInvoiceSent(owner(), out.final)
    const { message } = await refusalOf(voidInvoice(owner(), out.deposit), 'CONFLICT')
    expect(message).toMatch(/^Invoice INV-\S+ deducts it: void or credit that one first$/)
    await voidInvoice(owner(), out.final)
    await voidInvoice(owner(), out.deposit)
  })

  it('whole, where the deposit was voided or refunded', async () => {
    const voided = await approved({ ...WORDS(), deposit: { percent: '50' } })
    await voidInvoice(owner(), voided.deposit_invoice!.id)
    expect((await invoiceOf((await convertQuote(owner(), voided.id)).invoice_id)).total).toBe('1130.00')

    const refunded = await approved({ ...WORDS(), deposit: { percent: '50' } })
    await database.admin(
      `insert into payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, created_by)
       values ($1, gen_random_uuid(), $2, 'STRIPE', 'REFUND', 'SUCCEEDED', -56500, -56500, 'CAD', now(), current_date, 'stripe')`,
      [ours.tenantId, refunded.deposit_invoice!.id],
    )
    expect((await invoiceOf((await convertQuote(owner(), refunded.id)).invoice_id)).total).toBe('1130.00')
  })
})
