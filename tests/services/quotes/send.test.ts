import { beforeAll, describe, expect, it } from 'vitest'
import { UpdateQuote } from '../../../core/contract/quotes.ts'
import { Meter } from '../../../core/db/meter.ts'
import { getQuote } from '../../../core/services/quotes/get.ts'
import { cancelQuoteSend, holdQuote, sendHeldQuote } from '../../../core/services/quotes/hold.ts'
import { createQuoteLink, markQuoteSent } from '../../../core/services/quotes/links.ts'
import { presentQuote } from '../../../core/services/quotes/present.ts'
import { reviseQuote } from '../../../core/services/quotes/revise.ts'
import { sendQuote, sendQuoteAgain } from '../../../core/services/quotes/send.ts'
import { updateQuote } from '../../../core/services/quotes/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { draftQuote } from '../../support/quoted.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const input = { channel: 'EMAIL', hold_seconds: 0 } as const
const owner = (meter = new Meter()) => ours.as('OWNER', { meter })

describe('a quote', () => {
  it('is numbered by a counter of its own, frozen, mailed and settled in three trips', async () => {
    await ours.sentInvoice()
    const draft = await draftQuote(ours)
    const mailer = fakeMailer()
    const meter = new Meter()
    const sent = presentQuote(await sendQuote(owner(meter), sendPorts(mailer), draft.id, input))
    expect(meter.trips).toBe(3)
    expect(sent).toMatchObject({ status: 'SENT', quote_number: 'Q-0001', link_active: true })
    expect(sent.last_sent_at).toBe(sent.sent_at)
    expect(mailer.sent[0]?.text).toMatch(/^http:\/\/hub\.example\/portal\/quotes\/[A-Za-z0-9_-]{43}$/)
    await refusalOf(updateQuote(owner(), draft.id, { notes: 'changed' }), 'CONFLICT')
    await sendQuoteAgain(owner(), sendPorts(mailer), draft.id, input)
    expect(mailer.sent).toHaveLength(2)
  })

  it('H-SM-2 needs a contact, a line, a total that is not optional, and a last day that has not passed', async () => {
    const missing = async (quote: object) => {
      const { id } = await draftQuote(ours, quote)
      const refused = await refusalOf(sendQuote(owner(), sendPorts(), id, input), 'VALIDATION_ERROR')
      return refused.details.map(({ field }) => field)
    }
    const line = { name: 'Boiler', rate: '10.00' }
    expect(await missing({ line_items: [] })).toEqual(['line_items', 'total'])
    expect(await missing({ line_items: [{ ...line, optional: true }] })).toEqual(['total'])
    expect(await missing({ issue_date: '2020-01-01', expiry_date: '2020-01-31' })).toEqual(['expiry_date'])
    expect(await missing({ line_items: [line], deposit: { amount: '10.01' } })).toEqual(['deposit.amount'])
    const contact = await ours.contact({ email: null })
    expect(await missing({ contact_id: contact.id })).toEqual(['contact.email'])
  })

  it('waits and can be taken back; its job sends it once, also when it was decided meanwhile', async () => {
    const { id } = await draftQuote(ours)
    const mailer = fakeMailer()
    const held = presentQuote(await holdQuote(owner(), id, { ...input, hold_seconds: 10 }))
    expect([held.status, held.allowed_actions.includes('cancel_send')]).toEqual(['DRAFT', true])
    expect(ours.jobs.at(-1)).toMatchObject({ type: 'QUOTE_SEND', payload: { quote_id: id }, delay_seconds: 10 })
    await cancelQuoteSend(owner(), id)
    await sendHeldQuote(owner(), sendPorts(mailer), id, {})
    expect(mailer.sent).toHaveLength(0)
    await holdQuote(owner(), id, { ...input, hold_seconds: 1 })
    await sendHeldQuote(owner(), sendPorts(mailer), id, {})
    await sendHeldQuote(owner(), sendPorts(mailer), id, {})
    expect([mailer.sent.length, (await getQuote(owner(), id)).status]).toEqual([1, 'SENT'])
  })

  it('is taken back to be changed with its number, and goes out anew as another mail', async () => {
    const { id } = await draftQuote(ours)
    const mailer = fakeMailer()
    const sent = await sendQuote(owner(), sendPorts(mailer), id, input)
    const revised = presentQuote(await reviseQuote(owner(), id))
    expect(revised).toMatchObject({ status: 'DRAFT', revision: 2, quote_number: sent.quote_number, finalised_at: null })
    expect(revised.allowed_actions).toEqual(expect.arrayContaining(['update', 'send']))
    expect(revised.allowed_actions).not.toContain('delete')
    await updateQuote(owner(), id, UpdateQuote.parse({ line_items: [{ name: 'Boiler', rate: '90.00' }] }))
    const again = await sendQuote(owner(), sendPorts(mailer), id, input)
    expect(again).toMatchObject({ status: 'SENT', quote_number: sent.quote_number, total: 9000n })
    expect(again.snapshot).not.toBeNull()
    expect(mailer.sent).toHaveLength(2)
  })

  it('is open by a link or by hand, too', async () => {
    const { id } = await draftQuote(ours)
    const { row, url } = await createQuoteLink(owner(), sendPorts().links, id)
    expect([row.status, url]).toEqual(['SENT', expect.stringContaining('/portal/quotes/')])
    const byHand = await draftQuote(ours)
    expect((await markQuoteSent(owner(), byHand.id)).status).toBe('SENT')
    await refusalOf(markQuoteSent(owner(), byHand.id), 'CONFLICT')
  })
})
