import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { cancelSend, holdInvoice, sendHeldInvoice } from '../../../core/services/invoices/hold.ts'
import {
  createPaymentLink,
  markInvoiceSent,
  revokePaymentLink,
  rotatePaymentLink,
} from '../../../core/services/invoices/links.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { sendInvoice, sendInvoiceAgain } from '../../../core/services/invoices/send.ts'
import { updateInvoice } from '../../../core/services/invoices/update.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { takeJobs } from '../../../queues/table.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const input = { channel: 'EMAIL', hold_seconds: 0 } as const

describe('send', () => {
  it('numbers, freezes, mails and settles in three trips', async () => {
    const draft = await ours.draft()
    const mailer = fakeMailer()
    const meter = new Meter()
    const sent = await sendInvoice(ours.as('OWNER', { meter }), sendPorts(mailer), draft.id, input)
    expect(meter.trips).toBe(3)
    expect(presentInvoice(sent)).toMatchObject({ status: 'SENT', amount_due: '100.00', payment_link_active: true })
    expect(sent.invoice_number).toMatch(/^INV-\d{4}$/)
    expect(mailer.sent).toHaveLength(1)
    expect(mailer.sent[0]?.text).toMatch(/^http:\/\/hub\.example\/portal\/invoices\/[A-Za-z0-9_-]{43}$/)
    const actions = (await listInvoiceActivity(ours.as('OWNER'), draft.id)).map(({ action }) => action)
    expect(actions).toEqual(['invoice.send', 'invoice.send_attempted', 'invoice.create'])
  })

  it('EM1 leaves a numbered draft when the provider refuses, and the number on the next try', async () => {
    const draft = await ours.draft()
    const mailer = fakeMailer()
    mailer.outcome = { outcome: 'refused', reason: 'mailbox unknown' }
    await refusalOf(sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input), 'PROVIDER_ERROR')
    const refused = await getInvoice(ours.as('OWNER'), draft.id)
    expect(refused).toMatchObject({ status: 'DRAFT', invoice_number: expect.stringMatching(/^INV-/) })
    expect(presentInvoice(refused).allowed_actions).not.toContain('update')
    const [told] = await listInvoiceActivity(ours.as('OWNER'), draft.id)
    expect(told).toMatchObject({ action: 'invoice.send_failed', detail: 'mailbox unknown' })
    await refusalOf(updateInvoice(ours.as('OWNER'), draft.id, { notes: 'changed' }), 'CONFLICT')
    mailer.outcome = { outcome: 'accepted', id: '1' }
    const sent = await sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input)
    expect(sent).toMatchObject({ status: 'SENT', invoice_number: refused.invoice_number })
  })

  it.each([
    ['before the business told Stripe who it is', null, false, false],
    ['while the account may not charge', false, false, false],
    ['once it may', true, false, true],
    ['where a new account may at once', null, true, true],
  ])('says that it can be paid as its page does: %s', async (_, charges, newAccountsCharge, said) => {
    const business = await makeBusiness(database)
    if (charges !== null)
      await database.admin(
        'insert into app.stripe_accounts (account, tenant_id, charges_enabled) values ($1, $2, $3)',
        [`acct_${newId()}`, business.tenantId, charges],
      )
    const ports = { ...sendPorts(), payments: { newAccountsCharge } }
    const letter = vi.spyOn(ports.letters, 'invoice')
    const { id } = await business.draft()
    await sendInvoice(business.as('OWNER'), ports, id, input)
    await sendInvoiceAgain(business.as('OWNER'), ports, id, input)
    expect(letter.mock.calls.map(([{ isPaidOnline }]) => isPaidOnline)).toEqual([said, said])
  })

  it('judges the contact again behind the lock, and not once the mail is out', async () => {
    const archive = (id: string) => database.admin("update contacts set status = 'ARCHIVED' where id = $1", [id])
    const early = await ours.draft()
    const ports = sendPorts()
    const mint = ports.links.mint.bind(ports.links)
    // Between the look and the claim.
    ports.links.mint = async (...of) => {
      await archive(early.contact_id)
      return mint(...of)
    }
    await refusalOf(sendInvoice(ours.as('OWNER'), ports, early.id, input), 'CONFLICT')
    expect(await getInvoice(ours.as('OWNER'), early.id)).toMatchObject({ status: 'DRAFT', invoice_number: null })

    const late = await ours.draft()
    const mailer = fakeMailer()
    const send = mailer.send
    mailer.send = async (mail) => {
      await archive(late.contact_id)
      return send(mail)
    }
    expect((await sendInvoice(ours.as('OWNER'), sendPorts(mailer), late.id, input)).status).toBe('SENT')
  })

  it('EM1 repeats a timeout without a second mail', async () => {
    const draft = await ours.draft()
    const mailer = fakeMailer()
    mailer.outcome = { outcome: 'unknown', reason: 'no answer' }
    await refusalOf(sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input), 'PROVIDER_ERROR')
    mailer.outcome = { outcome: 'accepted', id: null }
    await sendInvoice(ours.as('OWNER'), sendPorts(mailer), draft.id, input)
    expect(mailer.sent).toHaveLength(1)
  })

  it('says what is missing, and changes nothing', async () => {
    const contact = await ours.contact({ email: null })
    const draft = await ours.draft({ contact_id: contact.id, line_items: [] })
    const refused = await refusalOf(sendInvoice(ours.as('OWNER'), sendPorts(), draft.id, input), 'VALIDATION_ERROR')
    expect(refused.details.map(({ field }) => field)).toEqual(['line_items', 'total', 'contact.email'])
    expect((await getInvoice(ours.as('OWNER'), draft.id)).version).toBe(1)
  })

  it('refuses a second send with the invoice as it is now', async () => {
    const sent = await ours.sentInvoice()
    const refused = await refusalOf(sendInvoice(ours.as('OWNER'), sendPorts(), sent.id, input), 'CONFLICT')
    expect(refused.latest).toMatchObject({ id: sent.id, status: 'SENT' })
  })

  it('answers a replay with the recorded invoice and no second mail', async () => {
    const draft = await ours.draft()
    const mailer = fakeMailer()
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const first = await sendInvoice(ours.as('OWNER', { idem }), sendPorts(mailer), draft.id, input)
    const second = await sendInvoice(ours.as('OWNER', { idem }), sendPorts(mailer), draft.id, input)
    expect(second).toEqual(first)
    expect(mailer.sent).toHaveLength(1)
  })

  it('RB1 is refused to agents and viewers before anything happens', async () => {
    const draft = await ours.draft({}, 'AGENT')
    const mailer = fakeMailer()
    await refusalOf(sendInvoice(ours.as('AGENT'), sendPorts(mailer), draft.id, input), 'FORBIDDEN')
    await refusalOf(sendInvoice(ours.as('VIEWER'), sendPorts(mailer), draft.id, input), 'FORBIDDEN')
    expect(mailer.sent).toEqual([])
  })
})

describe('hold', () => {
  const held = { ...input, hold_seconds: 10 }
  const takeWaiting = async () => {
    const { key } = ours.jobs[0]!
    await database.admin(`update app.jobs set run_at = now() where key = $1`, [key])
    await database.admin('update invoices set send_at = now() where tenant_id = $1 and send_at is not null', [
      ours.tenantId,
    ])
    const { db } = ours.as('OWNER', { meter: new Meter() })
    const [job] = await takeJobs(new SystemDb(db), [{ tenant_id: ours.tenantId, key }])
    return TenantDb.open(db, { kind: 'job', tenantId: ours.tenantId, key, lease: job!.lease }, { requestId: 'job' })
  }

  it('waits as a job, sends when its time has come', async () => {
    const draft = await ours.draft()
    ours.jobs.length = 0
    const waiting = await holdInvoice(ours.as('OWNER'), draft.id, { ...held, message: 'Thank you' })
    expect(waiting).toMatchObject({ status: 'DRAFT', invoice_number: null, send_at: expect.any(String) })
    const mailer = fakeMailer()
    await sendHeldInvoice(await takeWaiting(), sendPorts(mailer), draft.id, { message: 'Thank you' })
    expect((await getInvoice(ours.as('OWNER'), draft.id)).status).toBe('SENT')
    expect(mailer.sent).toHaveLength(1)
  })

  it('EM1 waits no longer once the provider refused', async () => {
    const draft = await ours.draft()
    ours.jobs.length = 0
    await holdInvoice(ours.as('OWNER'), draft.id, held)
    const mailer = fakeMailer()
    mailer.outcome = { outcome: 'refused', reason: 'mailbox unknown' }
    const sending = sendHeldInvoice(await takeWaiting(), sendPorts(mailer), draft.id, { message: null })
    await refusalOf(sending, 'PROVIDER_ERROR')
    expect(await getInvoice(ours.as('OWNER'), draft.id)).toMatchObject({ status: 'DRAFT', send_at: null })
  })

  it('sends nothing once it was taken back', async () => {
    const draft = await ours.draft()
    ours.jobs.length = 0
    await holdInvoice(ours.as('OWNER'), draft.id, held)
    await cancelSend(ours.as('OWNER'), draft.id)
    const mailer = fakeMailer()
    await sendHeldInvoice(await takeWaiting(), sendPorts(mailer), draft.id, { message: null })
    expect(mailer.sent).toEqual([])
    await refusalOf(cancelSend(ours.as('OWNER'), draft.id), 'CONFLICT')
  })
})

describe('links and void', () => {
  it('mints a link of its own for each call and finalises a draft', async () => {
    const draft = await ours.draft()
    const { links } = sendPorts()
    const first = await createPaymentLink(ours.as('OWNER'), links, draft.id)
    const second = await createPaymentLink(ours.as('OWNER'), links, draft.id)
    expect(first.row).toMatchObject({ status: 'SENT', invoice_number: expect.any(String) })
    expect(first.url).not.toBe(second.url)
    expect((await revokePaymentLink(ours.as('OWNER'), draft.id)).has_link).toBe(false)
    expect((await rotatePaymentLink(ours.as('OWNER'), links, draft.id)).row.has_link).toBe(true)
  })

  it('gives the same link on a replay though it was never stored', async () => {
    const draft = await ours.draft()
    const { links } = sendPorts()
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const first = await createPaymentLink(ours.as('OWNER', { idem }), links, draft.id)
    const second = await createPaymentLink(ours.as('OWNER', { idem }), links, draft.id)
    expect(second.url).toBe(first.url)
    // After two days its record is gone, and what comes is a call like the first.
    await database.admin(`delete from app.idempotency where key = $1`, [idem.key])
    const later = await createPaymentLink(ours.as('OWNER', { idem }), links, draft.id)
    expect(later.url).not.toBe(first.url)
    const token = first.url.split('/').at(-1)!
    const stored = await database.admin<{ row: string }>(
      `select t::text as row from app.portal_tokens t union all select i::text from app.idempotency i union all select a::text from app.audit a`,
    )
    expect(stored.filter(({ row }) => row.includes(token))).toEqual([])
  })

  it('voids what nobody paid and refuses the rest', async () => {
    const sent = await ours.sentInvoice()
    expect((await voidInvoice(ours.as('ADMIN'), sent.id)).status).toBe('VOID')
    await refusalOf(voidInvoice(ours.as('ADMIN'), sent.id), 'CONFLICT')
    await refusalOf(voidInvoice(ours.as('STAFF'), (await ours.sentInvoice()).id), 'FORBIDDEN')
  })

  it('H-SM-6 marks as sent without an e-mail address', async () => {
    const contact = await ours.contact({ email: null })
    const draft = await ours.draft({ contact_id: contact.id })
    expect((await markInvoiceSent(ours.as('STAFF'), draft.id)).status).toBe('SENT')
  })
})
