import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { UpdateBusiness } from '../../../core/contract/business.ts'
import { CreateQuote } from '../../../core/contract/quotes.ts'
import { CreateTemplate, PreviewTemplate } from '../../../core/contract/templates.ts'
import { Meter } from '../../../core/db/meter.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { createQuote } from '../../../core/services/quotes/create.ts'
import { createTemplate } from '../../../core/services/templates/create.ts'
import { deleteTemplate } from '../../../core/services/templates/delete.ts'
import { previewTemplate } from '../../../core/services/templates/preview.ts'
import { documentValues } from '../../../workers/mails/values.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let b: Awaited<ReturnType<typeof makeBusiness>>
let other: typeof b
beforeAll(async () => {
  if (!database.kind) return
  ;[b, other] = [await makeBusiness(database, { country: 'DE', currency: 'EUR' }), await makeBusiness(database)]
}, 60_000)

type Asked = z.input<typeof PreviewTemplate>
const preview = (asked: Asked, tenant = b.as('OWNER')) =>
  previewTemplate(tenant, documentValues, PreviewTemplate.parse(asked))
const make = (name: string, more: Partial<z.input<typeof CreateTemplate>> = {}) =>
  createTemplate(
    b.as('STAFF'),
    CreateTemplate.parse({ type: 'INVOICE', name, content: name, is_default: true, ...more }),
  )

const EVERYTHING =
  '{{contact.first_name}} {{contact.name}}: {{invoice.number}} {{invoice.total}} {{invoice.amount_due}} {{invoice.issue_date}} {{invoice.due_date}} {{invoice.link}} {{contact.phone}} {{business.name}}'

describe('a text on real data', () => {
  it('has amounts and days in its language, a number and a link when it is sent, and names what nobody knows', async () => {
    const contact = await b.contact({ display_name: 'Jana {{business.phone}} Weiß', email: 'jana@weiss.example' })
    const dates = { issue_date: '2026-11-26', due_date: '2026-12-04' }
    const draft = await b.draft({ contact_id: contact.id, ...dates })
    const meter = new Meter()
    const asked = { type: 'INVOICE', content: EVERYTHING, subject: '{{invoice.total}}', invoice_id: draft.id } as const
    expect(await preview({ ...asked, language: 'de' }, b.as('OWNER', { meter }))).toEqual({
      template_id: null,
      type: 'INVOICE',
      name: null,
      language: 'de',
      subject: '100,00\u00a0€ EUR',
      text: 'Jana Jana {{business.phone}} Weiß: {{invoice.number}} 100,00\u00a0€ EUR 100,00\u00a0€ EUR Donnerstag, 26. November 2026 Freitag, 4. Dezember 2026 {{invoice.link}} {{contact.phone}} Test business',
      missing: ['contact.phone'],
      when_sent: ['invoice.number', 'invoice.link'],
    })
    expect(meter.trips).toBe(1)
    const english = await preview({ ...asked, content: '{{invoice.due_date}}' })
    expect([english.language, english.text]).toEqual(['en', 'Friday, 4 December 2026'])

    const sent = await b.sentInvoice({ contact_id: contact.id, ...dates })
    const numbered = await preview({ ...asked, content: '{{invoice.number}} {{invoice.link}}', invoice_id: sent.id })
    expect(numbered.text).toBe(`${sent.invoice_number} {{invoice.link}}`)
  })

  it('of a document that is not made yet keeps what that will say; with nothing named it is an example', async () => {
    const { id } = await b.contact({ display_name: 'Amara' })
    const text = 'For {{contact.name}}: {{quote.total}} until {{quote.expiry_date}}'
    const asked = { type: 'QUOTE', content: text } as const
    const open = await preview({ ...asked, contact_id: id })
    expect(open.text).toBe('For Amara: {{quote.total}} until {{quote.expiry_date}}')
    expect([open.missing, open.when_sent]).toEqual([[], ['quote.total', 'quote.expiry_date']])
    expect((await preview(asked)).text).toMatch(/^For Jane Okafor: €200\.00 EUR until \w+, /)
    const line_items = [{ name: 'Repair', qty: '1', rate: '5' }]
    const quote = await createQuote(b.as('OWNER'), CreateQuote.parse({ contact_id: id, line_items }))
    expect((await preview({ ...asked, quote_id: quote.id })).text).toMatch(/^For Amara: €5\.00 EUR until \w+, /)
  })

  it('names each variable that does not exist, by its field, line and character', async () => {
    const wrong = { type: 'QUOTE', content: 'a\n{{invoice.total}} {{x}}', subject: '{{contact.shoe_size}}' } as const
    await expectRefusal(preview(wrong), 'VALIDATION_ERROR', 'subject', 'content', 'content')
    await expect(preview(wrong)).rejects.toMatchObject({
      details: [
        {
          message: expect.stringContaining(
            '{{contact.shoe_size}} (line 1, character 1) is not known: use {{contact.name}}',
          ),
        },
        { message: expect.stringContaining('{{invoice.total}} (line 2, character 1)') },
        { message: expect.stringContaining('{{x}} (line 2, character 19)') },
      ],
    })
  })

  it('is nobody else’s: another business, what an agent does not see, what is gone or of another kind', async () => {
    const theirs = { invoice_id: (await other.draft()).id, contact_id: (await other.contact()).id }
    for (const [field, id] of Object.entries(theirs))
      await expectRefusal(preview({ type: 'INVOICE', [field]: id }), 'VALIDATION_ERROR', field)
    const mine = await b.draft()
    await expectRefusal(
      preview({ type: 'INVOICE', invoice_id: mine.id }, b.as('AGENT')),
      'VALIDATION_ERROR',
      'invoice_id',
    )
    const kept = await make('kept', { is_default: false })
    expect((await preview({ type: 'INVOICE', template_id: kept.id }, b.as('VIEWER'))).text).toBe('kept')
    await expectRefusal(preview({ type: 'QUOTE', template_id: kept.id }), 'VALIDATION_ERROR', 'template_id')
    await deleteTemplate(b.as('STAFF'), kept.id)
    await expectRefusal(preview({ type: 'INVOICE', template_id: kept.id }), 'VALIDATION_ERROR', 'template_id')
  })
})

describe('the default', () => {
  it('is that of the customer’s language, then what the business chose, then its own, then any, then what comes with the product', async () => {
    const say = async (language: string | null) => {
      const { id } = await b.contact({ display_name: 'Kim', language })
      const { name, text } = await preview({ type: 'INVOICE', contact_id: id })
      return name ?? text
    }
    expect(await say('de')).toBe(
      'Hello Kim, here is your invoice. You can see and pay it from the link below. Test business',
    )
    await make('any', { language: null })
    await make('shops', { language: 'de', profile_scopes: ['retail_pos'] })
    expect([await say('de'), await say(null)]).toEqual(['any', 'any'])
    await make('German', { language: 'de' })
    await make('English', { language: 'en' })
    await make('text message', { language: 'de', channel: 'SMS' })
    expect([await say('de-AT'), await say('ja'), await say(null)]).toEqual(['German', 'English', 'English'])

    const chosen = await make('chosen', { is_default: false })
    const templates = { invoice_default_template_id: chosen.id }
    await updateOverrides(b.as('OWNER'), { templates })
    expect([await say('de'), await say('ja')]).toEqual(['German', 'chosen'])
    await updateBusiness(b.as('OWNER'), UpdateBusiness.parse({ profile_id: 'retail_pos' }))
    expect(await say('de')).toBe('shops')
    await deleteTemplate(b.as('STAFF'), chosen.id)
    expect(await say('ja')).toBe('English')
  })
})

describe('the text of a reminder', () => {
  const late = async (days: number, more: object = {}) => {
    const { id } = await b.sentInvoice(more)
    await database.admin(
      `update invoices set due_date = (app.now() at time zone 'America/Toronto')::date - $2::int, issue_date = '2020-01-01' where id = $1`,
      [id, days],
    )
    return id
  }

  it('is shown as late as its day in the schedule, on an example and on what is not late yet', async () => {
    const example = await preview({ type: 'REMINDER_2' })
    expect([example.type, example.missing, example.when_sent]).toEqual(['REMINDER_2', [], []])
    expect(example.text).toMatch(/^Invoice INV-0042 was due on .*, 7 days ago, .*in the next days\./)
    expect((await preview({ type: 'REMINDER_FINAL' })).text).toMatch(/14 days ago.*Please pay it now/)
    expect((await preview({ type: 'REMINDER_BEFORE' })).text).toMatch(/^A short reminder: invoice INV-0042 is due on /)
    const content = '{{invoice.days_late}} days'
    const shown = async (days: number) =>
      (await preview({ type: 'REMINDER_1', content, invoice_id: await late(days) })).text
    expect([await shown(5), await shown(-5)]).toEqual(['5 days', '3 days'])
    const left = { type: 'REMINDER_BEFORE', content: '{{invoice.days_left}}' } as const
    expect((await preview({ ...left, invoice_id: await late(-5) })).text).toBe('5')
    await expectRefusal(preview({ ...left, content }), 'VALIDATION_ERROR', 'content')
  })

  it('of what a person would send now is that of its stage; where nothing is known for it, the one of the product', async () => {
    const contact = await b.contact({ display_name: 'Ida', email: 'ida@weiss.example' })
    const invoice_id = await late(9, { contact_id: contact.id })
    const asked = { type: 'REMINDER', invoice_id } as const
    expect(await preview(asked)).toMatchObject({
      type: 'REMINDER_2',
      name: null,
      text: expect.stringMatching(/9 days ago/),
    })
    const { id } = await make('Seit {{invoice.days_late}} Tagen', { type: 'REMINDER_2' })
    expect(await preview(asked)).toMatchObject({
      type: 'REMINDER_2',
      template_id: id,
      text: 'Seit 9 Tagen',
      missing: [],
    })
    const { id: final } = await make('Für {{contact.company}}', { type: 'REMINDER_FINAL' })
    expect(await preview({ ...asked, template_id: final })).toMatchObject({ missing: ['contact.company'] })
    const { id: holed } = await make('Für {{contact.company}}', { type: 'REMINDER_2' })
    expect(await preview(asked)).toMatchObject({
      template_id: null,
      text: expect.stringMatching(/9 days ago/),
      missing: ['contact.company'],
    })
    const { id: mail } = await make('Mail')
    await expectRefusal(preview({ ...asked, template_id: mail }), 'VALIDATION_ERROR', 'template_id')
    await expectRefusal(preview({ type: 'REMINDER' }), 'VALIDATION_ERROR', 'invoice_id')
    await expectRefusal(preview({ type: 'REMINDER', contact_id: contact.id }), 'VALIDATION_ERROR', 'invoice_id')
    await expectRefusal(preview(asked, other.as('OWNER')), 'VALIDATION_ERROR', 'invoice_id')
    for (const template of [id, final, holed]) await deleteTemplate(b.as('OWNER'), template)
  })
})
