import { beforeAll, describe, expect, it, vi } from 'vitest'
import { CreatePayment } from '../../core/contract/payments.ts'
import { Meter } from '../../core/db/meter.ts'
import { getInvoicePaper } from '../../core/services/invoices/paper.ts'
import { sendInvoice, sendInvoiceAgain } from '../../core/services/invoices/send.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import { sendQuote } from '../../core/services/quotes/send.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { type FakeFiles, sha256Of } from '../support/fake-files.ts'
import { fakeMailer, sendPorts } from '../support/fake-mailer.ts'

const database = useDatabase()
let b: TestBusiness
beforeAll(async () => {
  b = await makeBusiness(database)
})
const input = { channel: 'EMAIL', hold_seconds: 0 } as const
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('the paper in a mail', () => {
  it('is one file with the link of that mail, kept as it was frozen, in the same three trips', async () => {
    const mailer = fakeMailer()
    const ports = sendPorts(mailer)
    const meter = new Meter()
    const sent = await sendInvoice(b.as('OWNER', { meter }), ports, (await b.draft()).id, input)
    expect(meter.trips).toBe(3)
    const [mail] = mailer.sent
    expect(mail?.attachments).toMatchObject([
      { name: `Invoice-${sent.invoice_number}.pdf`, mimeType: 'application/pdf' },
    ])
    const said = textOf(mail?.attachments?.[0]?.content)
    expect(said).toContain(mail?.text)
    expect(said).toContain('"amount_due":"100.00"')
    const [[key, bytes]] = [...(ports.fileStore as FakeFiles).kept] as [[string, Uint8Array]]
    expect(textOf(bytes)).not.toContain('http')
    const { place } = await getInvoicePaper(b.as('OWNER'), sent.id)
    expect([place?.sha256, key.split('/').at(-1)]).toEqual([sha256Of(bytes), sha256Of(bytes)])
  })

  it('stays what was sent, when it is sent again after a payment', async () => {
    const mailer = fakeMailer()
    const ports = sendPorts(mailer)
    const { id } = await sendInvoice(b.as('OWNER'), ports, (await b.draft()).id, input)
    await createPayment(b.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '30.00' }))
    await sendInvoiceAgain(b.as('OWNER'), ports, id, input)
    expect((ports.fileStore as FakeFiles).kept.size).toBe(1)
    const [first, again] = mailer.sent.map(({ attachments }) => textOf(attachments?.[0]?.content).split(' http')[0])
    expect(again).toBe(first)
  })

  it('is there for a quote, without a link', async () => {
    const mailer = fakeMailer()
    const contact = await b.contact({ email: 'jane@example.com' })
    const lines = [{ name: 'Repair', qty: '1', rate: '100' }]
    const draft = await createQuote(b.as('OWNER'), { contact_id: contact.id, line_items: lines } as never)
    const sent = await sendQuote(b.as('OWNER'), sendPorts(mailer), draft.id, input)
    const [paper] = mailer.sent[0]?.attachments ?? []
    expect(paper?.name).toBe(`Quote-${sent.quote_number}.pdf`)
    expect(textOf(paper?.content)).not.toContain('http')
  })

  it.each([
    ['it cannot be drawn', { papers: { invoice: () => Promise.reject(new Error('no fonts')) } as never }],
    ['it cannot be kept', { fileStore: { put: async () => ({ outcome: 'unavailable', reason: 'down' }) } as never }],
    ['there is nothing to make it with', { papers: undefined as never }],
  ])('is left out where %s: the mail goes, and nothing is recorded', async (_, broken) => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const mailer = fakeMailer()
    const sent = await sendInvoice(b.as('OWNER'), { ...sendPorts(mailer), ...broken }, (await b.draft()).id, input)
    told.mockRestore()
    expect(sent.status).toBe('SENT')
    expect(mailer.sent[0]?.attachments).toEqual([])
    expect((await getInvoicePaper(b.as('OWNER'), sent.id)).place?.sha256).toBeNull()
  })
})
