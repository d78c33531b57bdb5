import { beforeAll, describe, expect, it } from 'vitest'
import { CreateQuote } from '../../../core/contract/quotes.ts'
import { Meter } from '../../../core/db/meter.ts'
import { holdInvoice, sendHeldInvoice } from '../../../core/services/invoices/hold.ts'
import { sendInvoice, sendInvoiceAgain } from '../../../core/services/invoices/send.ts'
import { createQuote } from '../../../core/services/quotes/create.ts'
import { holdQuote } from '../../../core/services/quotes/hold.ts'
import { sendQuote } from '../../../core/services/quotes/send.ts'
import { letters } from '../../../workers/mails/letters.tsx'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const LINK = /http:\/\/hub\.example\/portal\/\w+\/[A-Za-z0-9_-]{43}/
const mail = { channel: 'EMAIL', hold_seconds: 0 } as const
const mailed = () => {
  const mailer = fakeMailer()
  return { mailer, ports: { ...sendPorts(mailer), letters } }
}
const draftFor = async (name: string) => {
  const { id } = await ours.contact({ display_name: name, email: 'jana@weiss.example' })
  return ours.draft({ contact_id: id, issue_date: '2026-11-26', due_date: '2026-12-04' })
}

describe('the words of a mail with a document', () => {
  it('are filled when it goes out, in the language they were written in, with the link of this mail', async () => {
    const { mailer, ports } = mailed()
    const draft = await draftFor('Jana {{invoice.total}} Weiß')
    const words = {
      subject: 'Rechnung {{invoice.number}}\r\nBcc: x@evil.example',
      message:
        'Hallo {{contact.first_name}} | {{contact.name}}, {{invoice.amount_due}} bis {{invoice.due_date}}: {{invoice.link}}',
      language: 'de',
    }
    const meter = new Meter()
    const sent = await sendInvoice(ours.as('OWNER', { meter }), ports, draft.id, { ...mail, ...words })
    expect(meter.trips).toBe(3)
    const [out] = mailer.sent
    expect(out?.subject).toBe(`Rechnung ${sent.invoice_number} Bcc: x@evil.example`)
    expect(out?.text).toMatch(
      new RegExp(
        `Hallo Jana \\| Jana \\{\\{invoice.total\\}\\} Weiß, 100,00\\s\\$ CAD bis Freitag, 4\\. Dezember 2026: ${LINK.source}\\n`,
      ),
    )
    expect(out?.html).not.toContain('<script')
    // The link in the words is the one of the button, not one more.
    expect(new Set(out?.text.match(new RegExp(LINK, 'g'))).size).toBe(1)

    const again = { ...mail, message: '{{invoice.number}}: {{invoice.link}}', subject: '  ' }
    await sendInvoiceAgain(ours.as('OWNER'), ports, draft.id, again)
    expect(mailer.sent[1]?.subject).toMatch(/^Invoice INV-\d+: /)
    expect(mailer.sent[1]?.text).toMatch(new RegExp(`${sent.invoice_number}: ${LINK.source}`))
  })

  it('wait for their hold as they were typed, with no link in any store', async () => {
    const { mailer, ports } = mailed()
    const draft = await draftFor('Ada')
    const words = { subject: 'For {{contact.name}}', message: 'Pay: {{invoice.link}}', language: 'de' }
    await holdInvoice(ours.as('OWNER'), draft.id, { ...mail, ...words, hold_seconds: 10 })
    const job = ours.jobs.at(-1)
    expect(job?.payload).toEqual({ invoice_id: draft.id, ...words })
    await database.admin(`update invoices set send_at = now() - interval '1 second' where id = $1`, [draft.id])
    await sendHeldInvoice(ours.as('OWNER'), ports, draft.id, words)
    expect(mailer.sent[0]?.subject).toBe('For Ada')
    expect(mailer.sent[0]?.text).toMatch(new RegExp(`Pay: ${LINK.source}`))
  })

  it('that nothing would fill are refused, held or not, and nothing was done', async () => {
    const { mailer, ports } = mailed()
    const draft = await draftFor('Ada')
    const holes = { message: 'Call {{contact.phone}} or {{invoice.totl}}', subject: 'See {{invoice.link}}' }
    const refused = ['subject', 'message', 'message'] as const
    const tenant = () => ours.as('OWNER')
    await expectRefusal(sendInvoice(tenant(), ports, draft.id, { ...mail, ...holes }), 'VALIDATION_ERROR', ...refused)
    await expectRefusal(
      holdInvoice(tenant(), draft.id, { ...mail, ...holes, hold_seconds: 10 }),
      'VALIDATION_ERROR',
      ...refused,
    )
    const quote = await createQuote(
      tenant(),
      CreateQuote.parse({ contact_id: draft.contact_id, line_items: [{ name: 'Repair', qty: '1', rate: '5' }] }),
    )
    const foreign = { ...mail, message: '{{invoice.number}}' }
    await expectRefusal(sendQuote(tenant(), ports, quote.id, foreign), 'VALIDATION_ERROR', 'message')
    await expectRefusal(holdQuote(tenant(), quote.id, { ...foreign, hold_seconds: 10 }), 'VALIDATION_ERROR', 'message')
    expect(mailer.sent).toEqual([])
    await sendQuote(tenant(), ports, quote.id, { ...mail, message: '{{quote.number}} {{quote.total}} {{quote.link}}' })
    expect(mailer.sent[0]?.text).toMatch(new RegExp(`Q-\\d+ \\$5\\.00 CAD ${LINK.source}`))
  })
})
