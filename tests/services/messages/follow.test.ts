import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { CreateContact, UpdateContact } from '../../../core/contract/contacts.ts'
import { CreateConversation } from '../../../core/contract/conversations.ts'
import { CreateCreditNote } from '../../../core/contract/credit-notes.ts'
import { newId } from '../../../core/db/ids.ts'
import { DELIVERIES, type Told } from '../../../core/domain/outbound/delivery.ts'
import { createContact } from '../../../core/services/contacts/create.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { createConversation } from '../../../core/services/conversations/create.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { sendCreditNote } from '../../../core/services/credit-notes/send.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { sendInvoice, sendInvoiceAgain } from '../../../core/services/invoices/send.ts'
import type { MessagePorts } from '../../../core/services/messages/mail.ts'
import { presentNotice } from '../../../core/services/notices/internal.ts'
import { listNotices } from '../../../core/services/notices/list.ts'
import { receiveMailEvent } from '../../../core/services/outbound/receive.ts'
import { sendStatement } from '../../../core/services/statements/send.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type FakeMailer, fakeMailer, letters, sendPorts } from '../../support/fake-mailer.ts'
import { mailWorld } from '../../support/mail-world.ts'
import { expectRefusal, refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
let world: ReturnType<typeof mailWorld>
let b: TestBusiness
let mailer: FakeMailer
let ports: MessagePorts

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  mailer = fakeMailer()
  ports = Object.assign(world.context, { mailer })
  b = await makeBusiness(database)
})

const contact = (email = `jane-${newId()}@customer.example`) =>
  createContact(b.as('OWNER'), CreateContact.parse({ display_name: 'Jane', email }))
const input = { channel: 'EMAIL', hold_seconds: 0 } as const

/** An invoice that its provider took under a number of its own. */
async function mailed(email?: string) {
  const { id: contact_id } = await contact(email)
  const { id } = await b.draft({ contact_id })
  const mailId = newId()
  mailer.outcome = { outcome: 'accepted', id: mailId }
  await sendInvoice(b.as('OWNER'), sendPorts(mailer), id, input)
  return { id, mailId, contact_id }
}

let last = 0
async function tell(mailId: string, told: Told, more: { id?: string; permanent?: boolean } = {}) {
  const at = new Date(Date.UTC(2026, 10, 20) + ++last).toISOString()
  const event = { id: newId(), mailId, type: `email.${told}`, told, at, reason: null, permanent: true, ...more }
  const stored = await receiveMailEvent(world.context.system, event)
  if (stored) await world.work([{ tenant_id: stored.tenantId, key: stored.job }])
  return stored
}
const deliveryOf = async (id: string) => presentInvoice(await getInvoice(b.as('OWNER'), id)).delivery

describe('WH14 what a provider tells', () => {
  it('in any order and any number ends in the same, and each event is told once', async () => {
    const told: Told[] = ['DELIVERED', 'OPENED', 'CLICKED', 'BOUNCED', 'COMPLAINED']
    const stories = fc.sample(fc.shuffledSubarray(told, { minLength: 1 }), 12)
    for (const story of stories) {
      const { id, mailId } = await mailed()
      const events = story.map((one) => [one, newId()] as const)
      for (const [one, eventId] of [...events, ...events]) await tell(mailId, one, { id: eventId })
      const furthest = DELIVERIES.findLast((one) => story.some((each) => each === one))
      expect([story, await deliveryOf(id)]).toEqual([story, furthest])
      const [row] = await database.admin<{ open_count: number }>(
        `select open_count from outbound where object_id = $1`,
        [id],
      )
      expect(row!.open_count).toBe(story.includes('OPENED') ? 1 : 0)
    }
  })

  it('before its number is known here is not lost, and of what nobody sent changes nothing', async () => {
    const mailId = newId()
    expect(await tell(mailId, 'OPENED')).toBeNull()
    const { id: contact_id } = await contact()
    const { id } = await b.draft({ contact_id })
    mailer.outcome = { outcome: 'accepted', id: mailId }
    await sendInvoice(b.as('OWNER'), sendPorts(mailer), id, input)
    expect(await deliveryOf(id)).toBe('SENT')
    await world.sweep()
    expect(await deliveryOf(id)).toBe('OPENED')
  })

  it('stands in the activity of what was sent; what is late or again does not', async () => {
    const { id, mailId } = await mailed()
    await tell(mailId, 'OPENED')
    await tell(mailId, 'DELIVERED')
    await tell(mailId, 'OPENED')
    const activities = await listInvoiceActivity(b.as('OWNER'), id)
    expect(activities.filter(({ action }) => action === 'invoice.follow').map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^The mail to jane-.* was opened$/),
    ])
  })

  it('of a mail that is sent again is of that mail', async () => {
    const { id, mailId } = await mailed()
    await tell(mailId, 'OPENED')
    const second = newId()
    mailer.outcome = { outcome: 'accepted', id: second }
    await sendInvoiceAgain(b.as('OWNER'), sendPorts(mailer), id, input)
    expect(await deliveryOf(id)).toBe('SENT')
    await tell(mailId, 'CLICKED')
    expect(await deliveryOf(id)).toBe('SENT')
    await tell(second, 'DELIVERED')
    expect(await deliveryOf(id)).toBe('DELIVERED')
  })
})

describe('EM11 who sent', () => {
  it('a statement or a credit note that comes back is told so, and where to look', async () => {
    const { id: invoice, contact_id } = await mailed()
    const accepted = () => {
      mailer.outcome = { outcome: 'accepted', id: newId() }
      return mailer.outcome.id!
    }
    const ofStatement = accepted()
    await sendStatement(b.as('OWNER'), { mailer, letters }, contact_id, {})
    const note = await createCreditNote(
      b.as('OWNER'),
      invoice,
      CreateCreditNote.parse({ amount: '1.00', reason: 'Damaged' }),
    )
    const ofNote = accepted()
    await sendCreditNote(b.as('OWNER'), sendPorts(mailer), note.id, input)
    await tell(ofStatement, 'BOUNCED')
    await tell(ofNote, 'BOUNCED')
    const { rows } = await listNotices(b.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 5 })
    expect(rows.slice(0, 2).map(presentNotice)).toMatchObject([
      { kind: 'SEND_FAILED', object: { type: 'credit_note', id: note.id }, title: 'Jane' },
      { kind: 'SEND_FAILED', object: { type: 'contact', id: contact_id }, title: 'Jane' },
    ])
  })
})

describe('what an invoice says of a mail that', () => {
  it('was refused, or of which nobody knows', async () => {
    const { id: contact_id } = await contact()
    const { id } = await b.draft({ contact_id })
    for (const [outcome, delivery] of [
      ['unknown', 'QUEUED'],
      ['refused', 'FAILED'],
    ] as const) {
      mailer.outcome = { outcome, reason: 'No' }
      await refusalOf(sendInvoice(b.as('OWNER'), sendPorts(mailer), id, input), 'PROVIDER_ERROR')
      expect(presentInvoice(await getInvoice(b.as('OWNER'), id))).toMatchObject({ delivery, delivery_reason: 'No' })
    }
    mailer.outcome = { outcome: 'accepted', id: newId() }
    await sendInvoice(b.as('OWNER'), sendPorts(mailer), id, input)
    expect(await deliveryOf(id)).toBe('SENT')
  })
})

describe('EM11 an address', () => {
  it('from which mail came back for good gets no more, until it is another or works again', async () => {
    const { id, mailId, contact_id } = await mailed()
    const flagged = async () =>
      (await updateContact(b.as('OWNER'), contact_id, UpdateContact.parse({ notes: 'x' }))).email_problem
    await tell(mailId, 'BOUNCED', { permanent: false })
    expect([await flagged(), await deliveryOf(id)]).toEqual([null, 'BOUNCED'])
    await tell(mailId, 'BOUNCED')
    expect(await flagged()).toBe('BOUNCED')
    await expectRefusal(sendInvoiceAgain(b.as('OWNER'), sendPorts(mailer), id, input), 'VALIDATION_ERROR', 'to')
    const letter = CreateConversation.parse({ contact_id, subject: 'Hello', body_text: 'Are you there?' })
    await expectRefusal(createConversation(b.as('OWNER'), ports, letter), 'VALIDATION_ERROR', 'to')
    await updateContact(b.as('OWNER'), contact_id, UpdateContact.parse({ email_problem: null }))
    mailer.outcome = { outcome: 'accepted', id: newId() }
    expect((await createConversation(b.as('OWNER'), ports, letter)).reply_to).toMatch(/^jane-/)
    await tell(mailId, 'COMPLAINED')
    expect(await flagged()).toBe('COMPLAINED')
    const email = `other-${newId()}@customer.example`
    expect((await updateContact(b.as('OWNER'), contact_id, UpdateContact.parse({ email }))).email_problem).toBeNull()
  })
})
