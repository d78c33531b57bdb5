import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { cancelSend, holdInvoiceAgain, sendHeldInvoice } from '../../../core/services/invoices/hold.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { sendInvoice, sendInvoiceAgain } from '../../../core/services/invoices/send.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { takeJobs } from '../../../queues/table.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})
const input = { channel: 'EMAIL', hold_seconds: 0 } as const

/** Sent by mail, with the provider that remembers it. */
async function mailed() {
  const mailer = fakeMailer()
  const { id } = await ours.draft()
  const sent = await sendInvoice(ours.as('OWNER'), sendPorts(mailer), id, input)
  return { id, sent, mailer }
}
const actionsOf = async (id: string) =>
  (await listInvoiceActivity(ours.as('OWNER'), id)).map(({ action, detail }) => `${action} ${detail ?? ''}`.trim())
const openLinks = (id: string) =>
  database.admin('select from app.portal_tokens where object_id = $1 and revoked_at is null', [id])

describe('send again', () => {
  it('mails the frozen paper with a link beside the first, in three trips', async () => {
    const { id, sent, mailer } = await mailed()
    const meter = new Meter()
    await database.admin("update contacts set display_name = 'Renamed' where id = $1", [sent.contact_id])
    const again = await sendInvoiceAgain(ours.as('STAFF', { meter }), sendPorts(mailer), id, input)
    expect(meter.trips).toBe(3)
    expect(again).toMatchObject({ status: 'SENT', invoice_number: sent.invoice_number, sent_at: sent.sent_at })
    expect(again.last_sent_at! > sent.last_sent_at!).toBe(true)
    expect(again.snapshot).toEqual(sent.snapshot)
    expect(mailer.sent).toHaveLength(2)
    expect(mailer.sent[1]?.text).not.toBe(mailer.sent[0]?.text)
    expect(await openLinks(id)).toHaveLength(2)
    expect((await actionsOf(id)).slice(0, 2)).toEqual([
      `invoice.send_again ${sent.contact.email}`,
      'invoice.send_attempted',
    ])
  })

  it('goes to the address that is named, without one of its own, and says where it went', async () => {
    const contact = await ours.contact({ email: null })
    const sent = await ours.sentInvoice({ contact_id: contact.id })
    const refused = await refusalOf(sendInvoiceAgain(ours.as('OWNER'), sendPorts(), sent.id, input), 'VALIDATION_ERROR')
    expect(refused.details.map(({ field }) => field)).toEqual(['to'])
    const mailer = fakeMailer()
    await sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), sent.id, { ...input, to: 'new@example.com' })
    expect(mailer.sent.map(({ to }) => to)).toEqual(['new@example.com'])
    expect((await actionsOf(sent.id))[0]).toBe('invoice.send_again new@example.com')
  })

  it('EM1 changes nothing when the provider refuses, and mails once after no answer', async () => {
    const { id, sent, mailer } = await mailed()
    mailer.outcome = { outcome: 'refused', reason: 'mailbox unknown' }
    const to = 'typo@example.con'
    const refused = await refusalOf(
      sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), id, { ...input, to }),
      'PROVIDER_ERROR',
    )
    expect(refused.details).toEqual([{ field: 'to', message: 'mailbox unknown' }])
    expect(await getInvoice(ours.as('OWNER'), id)).toMatchObject({ status: 'SENT', last_sent_at: sent.last_sent_at })
    expect((await actionsOf(id))[0]).toBe('invoice.send_failed mailbox unknown')
    mailer.outcome = { outcome: 'unknown', reason: 'no answer' }
    await refusalOf(sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), id, input), 'PROVIDER_ERROR')
    mailer.outcome = { outcome: 'accepted', id: null }
    await sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), id, input)
    expect(mailer.sent).toHaveLength(2)
    await sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), id, input)
    expect(mailer.sent).toHaveLength(3)
  })

  it('MO1 answers a replay without a second mail, and takes one of two tabs', async () => {
    const { id, sent, mailer } = await mailed()
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const version = { ...input, if_match_version: sent.version }
    const first = await sendInvoiceAgain(ours.as('OWNER', { idem }), sendPorts(mailer), id, version)
    expect(await sendInvoiceAgain(ours.as('OWNER', { idem }), sendPorts(mailer), id, version)).toEqual(first)
    await refusalOf(sendInvoiceAgain(ours.as('STAFF'), sendPorts(mailer), id, version), 'CONFLICT')
    await refusalOf(holdInvoiceAgain(ours.as('STAFF'), id, { ...version, hold_seconds: 10 }), 'CONFLICT')
    expect(mailer.sent).toHaveLength(2)
  })

  it.each([
    ['a draft', async () => (await ours.draft()).id],
    ['void', async () => (await voidInvoice(ours.as('OWNER'), (await ours.sentInvoice()).id)).id],
    [
      'paid',
      async () => {
        const { id } = await ours.sentInvoice()
        await createPayment(ours.as('OWNER'), { invoice_id: id, provider: 'CASH', amount: '100.00' })
        return id
      },
    ],
  ])('is refused for %s, with the invoice as it is', async (_, make) => {
    const id = await make()
    const mailer = fakeMailer()
    const refused = await refusalOf(sendInvoiceAgain(ours.as('OWNER'), sendPorts(mailer), id, input), 'CONFLICT')
    expect(refused.latest).toMatchObject({ id, allowed_actions: expect.not.arrayContaining(['send_again']) })
    expect(mailer.sent).toEqual([])
  })

  it('RB1 TI1 is not for agents, viewers and strangers', async () => {
    const { id, mailer } = await mailed()
    for (const role of ['AGENT', 'VIEWER'] as const)
      await refusalOf(sendInvoiceAgain(ours.as(role), sendPorts(mailer), id, input), 'FORBIDDEN')
    await refusalOf(sendInvoiceAgain(theirs.as('OWNER'), sendPorts(mailer), id, input), 'NOT_FOUND')
    expect(mailer.sent).toHaveLength(1)
  })
})

it('says of a first mail, too, when it went to another address', async () => {
  const { id } = await ours.draft()
  const mailer = fakeMailer()
  await sendInvoice(ours.as('OWNER'), sendPorts(mailer), id, { ...input, to: 'new@example.com' })
  expect(mailer.sent.map(({ to }) => to)).toEqual(['new@example.com'])
  expect((await actionsOf(id))[0]).toBe('invoice.send new@example.com')
})

describe('hold', () => {
  const held = { ...input, hold_seconds: 10 }
  const jobs = () => ours.jobs.map(({ key, payload }) => ({ key, payload: payload as { to?: string } }))
  const take = async (key: string) => {
    await database.admin('update app.jobs set run_at = now() where key = $1', [key])
    const { db } = ours.as('OWNER', { meter: new Meter() })
    const [job] = await takeJobs(new SystemDb(db), [{ tenant_id: ours.tenantId, key }])
    return TenantDb.open(db, { kind: 'job', tenantId: ours.tenantId, key, lease: job!.lease }, { requestId: 'job' })
  }
  const timeIsOver = (id: string) => database.admin('update invoices set send_at = now() where id = $1', [id])

  it('can be taken back, and goes to the corrected address alone', async () => {
    const { id, mailer } = await mailed()
    ours.jobs.length = 0
    const waiting = await holdInvoiceAgain(ours.as('OWNER'), id, { ...held, to: 'wrong@example.com' })
    expect(presentInvoice(waiting)).toMatchObject({ status: 'SENT', send_at: expect.any(String) })
    expect(presentInvoice(waiting).allowed_actions).toContain('cancel_send')
    await refusalOf(holdInvoiceAgain(ours.as('OWNER'), id, held), 'CONFLICT')
    expect(presentInvoice(await cancelSend(ours.as('OWNER'), id)).allowed_actions).toContain('send_again')
    await holdInvoiceAgain(ours.as('OWNER'), id, { ...held, to: 'right@example.com' })
    const [wrong, right] = jobs()
    // The first one's time comes while the second is still held.
    await sendHeldInvoice(await take(wrong!.key), sendPorts(mailer), id, wrong!.payload)
    expect(mailer.sent).toHaveLength(1)
    await timeIsOver(id)
    await sendHeldInvoice(await take(right!.key), sendPorts(mailer), id, right!.payload)
    expect(mailer.sent.map(({ to }) => to).slice(1)).toEqual(['right@example.com'])
    expect(await getInvoice(ours.as('OWNER'), id)).toMatchObject({ status: 'SENT', send_at: null })
  })

  it('mails nothing that was paid meanwhile', async () => {
    const { id, mailer } = await mailed()
    ours.jobs.length = 0
    await holdInvoiceAgain(ours.as('OWNER'), id, held)
    await createPayment(ours.as('OWNER'), { invoice_id: id, provider: 'CASH', amount: '100.00' })
    await timeIsOver(id)
    await sendHeldInvoice(await take(jobs()[0]!.key), sendPorts(mailer), id, {})
    expect(mailer.sent).toHaveLength(1)
    expect(await getInvoice(ours.as('OWNER'), id)).toMatchObject({ send_at: null })
  })
})
