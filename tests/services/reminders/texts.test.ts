import { beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { RemindInvoice } from '../../../core/contract/invoices.ts'
import { ReminderQuery } from '../../../core/contract/reminders.ts'
import { CreateTemplate, UpdateTemplate } from '../../../core/contract/templates.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { remindNow } from '../../../core/services/invoices/remind.ts'
import { listReminders } from '../../../core/services/reminders/list.ts'
import { createTemplate } from '../../../core/services/templates/create.ts'
import { deleteTemplate } from '../../../core/services/templates/delete.ts'
import { updateTemplate } from '../../../core/services/templates/update.ts'
import { letters } from '../../../workers/mails/letters.tsx'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { reminderWorld } from '../../support/reminder-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: Awaited<ReturnType<typeof reminderWorld>>
beforeEach(async () => {
  world = await open()
})
/** With the mails that customers get. */
async function open() {
  const made = await reminderWorld(database)
  Object.assign(made.context, { letters })
  Object.assign(made.ports, { letters })
  return made
}

type Text = Partial<z.input<typeof CreateTemplate>>
const make = (content: string, more: Text = {}, tenant = world.ours.as('OWNER')) =>
  createTemplate(tenant, CreateTemplate.parse({ type: 'REMINDER_1', name: 'Ours', content, is_default: true, ...more }))
const change = (id: string, content: string) =>
  updateTemplate(world.ours.as('OWNER'), id, UpdateTemplate.parse({ content }))
/** What was decided of an invoice, with the words that are kept. */
const said = async (invoice_id: string) =>
  (await listReminders(world.ours.as('OWNER'), cursors, ReminderQuery.parse({ invoice_id }))).rows
    .filter(({ state }) => state === 'SENT')
    .map(({ stage, reason, detail, said }) => ({ stage, reason, detail, said }))
const mails = () => world.mailer.sent.map(({ subject, text }) => ({ subject, text }))
/** Decided in the morning of the third day, and not sent yet. */
async function planned(): Promise<string> {
  const id = await world.sent()
  await world.day(2)
  await world.at('2027-03-13')
  await world.beginMornings()
  await world.workDue()
  return id
}
const remind = (id: string, typed: RemindInvoice = {}) => remindNow(world.ours.as('OWNER'), world.ports, id, typed)

describe('H-ENT-12 the text of a reminder', () => {
  it('is that of its stage, filled with what is known when it leaves, and kept without its link', async () => {
    await make(
      '{{contact.first_name}}: {{invoice.number}}, {{invoice.amount_due}}, {{invoice.days_late}} days. {{invoice.link}}',
      {
        subject: 'Late: {{invoice.number}}',
      },
    )
    await make('Second, {{business.name}}', { type: 'REMINDER_2' })
    await make('Soon: {{invoice.days_left}} days', { type: 'REMINDER_BEFORE' })
    await make('Not for this', { type: 'INVOICE' })
    const id = await world.sent()
    for (const late of [2, 3, 7, 14]) await world.day(late)
    const [first, second, final] = mails()
    expect(first!.subject).toMatch(/^Late: INV-\d+$/)
    const link = /http\S+portal\/invoices\/\S+/.exec(first!.text)![0]
    expect(first!.text).toContain(`Maria: ${first!.subject.slice(6)}, $100.00 CAD, 3 days. ${link}`)
    expect([second!.subject, second!.text]).toEqual([
      expect.stringMatching(/^Second reminder: /),
      expect.stringContaining('Second, Test business'),
    ])
    expect(final!.text).toMatch(/was due on .*, 14 days ago, .* Please pay it now/)
    const kept = await said(id)
    expect(kept.map(({ stage, reason }) => [stage, reason])).toEqual([
      ['REMINDER_1', null],
      ['REMINDER_2', null],
      ['FINAL', null],
    ])
    expect(kept[0]!.said).toEqual({
      subject: first!.subject,
      text: `Maria: ${first!.subject.slice(6)}, $100.00 CAD, 3 days. {{invoice.link}}`,
      template_id: expect.any(String),
    })
    expect(kept[2]!.said).toMatchObject({ subject: null, template_id: null })
  })

  it('is in the language of its customer, its days and amounts too, and else the one for anybody', async () => {
    await make('English {{invoice.due_date}}', { language: 'en' })
    await make('Fällig am {{invoice.due_date}}', { language: 'de' })
    await make('期限 {{invoice.due_date}}', { language: 'ja' })
    for (const language of ['de', 'de-AT', 'ja', 'fr', null]) {
      const { id } = await world.ours.contact()
      await database.admin(`update contacts set language = $2 where id = $1`, [id, language])
      await world.sent({ contact_id: id })
    }
    await world.day(2)
    await world.day(3)
    const words = mails().map(({ text }) => /(English|Fällig|期限).*/.exec(text)?.[0])
    expect(words.sort()).toEqual([
      'English Wednesday, March 10, 2027',
      'English Wednesday, March 10, 2027',
      'Fällig am Mittwoch, 10. März 2027',
      'Fällig am Mittwoch, 10. März 2027',
      '期限 2027年3月10日水曜日',
    ])
  })

  it('gives way to the one that comes with the product where nothing is known for what it names, and says so', async () => {
    await make('Dear {{contact.company}}, call {{business.phone}}', { name: 'With a phone' })
    const id = await world.sent()
    await world.day(2)
    await world.day(3)
    expect(mails()[0]!.text).toMatch(/was due on .*, 3 days ago/)
    expect(mails()[0]!.text).not.toContain('{{')
    expect(await said(id)).toMatchObject([
      {
        reason: 'TEXT_INCOMPLETE',
        detail: 'With a phone: nothing is known for {{contact.company}}, {{business.phone}}',
        said: { template_id: null },
      },
    ])
  })

  it('changed between deciding and sending: the newest; deleted: what comes next; and nothing goes out again', async () => {
    const { id: template } = await make('Old')
    const id = await planned()
    await change(template, 'New')
    await world.workAll()
    expect(mails().map(({ text }) => /Old|New/.exec(text)?.[0])).toEqual(['New'])
    await change(template, 'Newer')
    await world.cron()
    await world.day(4)
    expect(mails()).toHaveLength(1)
    expect((await said(id))[0]!.said!.text).toBe('New')

    world = await open()
    const { id: gone } = await make('Gone')
    const other = await planned()
    await deleteTemplate(world.ours.as('OWNER'), gone)
    await world.workAll()
    expect(mails()[0]!.text).toMatch(/was due on /)
    expect(await said(other)).toMatchObject([{ reason: null, said: { template_id: null } }])
  })

  it('changed while it is claimed: chosen anew, and one message', async () => {
    const { id: template } = await make('Old')
    const id = await planned()
    const { links } = world.context
    const mint = links.mint.bind(links)
    links.mint = async (...asked) => {
      links.mint = mint
      await change(template, 'New')
      return mint(...asked)
    }
    await world.workAll()
    expect(mails().map(({ text }) => /Old|New/.exec(text)?.[0])).toEqual(['New'])
    expect((await said(id))[0]!.said!.text).toBe('New')
  })

  it('whose answer was lost says the same on that day once more', async () => {
    const { id: template } = await make('First words')
    const id = await planned()
    const send = world.mailer.send.bind(world.mailer)
    world.mailer.send = async () => ({ outcome: 'unknown', reason: 'no answer' })
    await world.workAll()
    world.mailer.send = send
    await change(template, 'Other words')
    await database.admin(`update app.jobs set run_at = app.now() where done_at is null`)
    await world.workAll()
    expect(mails().map(({ text }) => /First|Other/.exec(text)?.[0])).toEqual(['First'])
    expect((await said(id))[0]!.said!.text).toBe('First words')
  })

  it('TI2 is never that of another business', async () => {
    const theirs = await makeBusiness(database)
    await make('Theirs', {}, theirs.as('OWNER'))
    await world.sent()
    await world.day(2)
    await world.day(3)
    expect(mails()[0]!.text).toMatch(/was due on /)
  })

  it('names what a reminder knows, and nothing else', async () => {
    await expectRefusal(make('{{author.name}}'), 'VALIDATION_ERROR', 'content')
    await expectRefusal(make('{{invoice.days_left}}'), 'VALIDATION_ERROR', 'content')
    await expectRefusal(make('{{invoice.days_late}}', { type: 'INVOICE' }), 'VALIDATION_ERROR', 'content')
    await expectRefusal(make('x', { subject: '{{invoice.link}}' }), 'VALIDATION_ERROR', 'subject')
    const { id } = await make('x')
    for (const wrong of ['{{author.name}}', '{{invoice.days_left}}', '{{quote.number}}'])
      await expectRefusal(change(id, wrong), 'VALIDATION_ERROR', 'content')
    const { id: mail } = await make('x', { type: 'INVOICE' })
    await expectRefusal(change(mail, '{{invoice.days_late}}'), 'VALIDATION_ERROR', 'content')
  })
})

describe('a reminder by hand', () => {
  it('says what the schedule would, or what was typed for this mail', async () => {
    await make('Ours, {{invoice.days_late}} days', { subject: 'Ours' })
    const id = await world.sent()
    await world.at('2027-03-12', 12)
    await remind(id)
    expect(mails()[0]).toMatchObject({ subject: 'Ours', text: expect.stringContaining('Ours, 2 days') })
    await world.at('2027-03-14', 12)
    await remind(id, { message: 'Typed: {{invoice.days_late}}, {{invoice.due_date}} {{invoice.link}}', language: 'de' })
    expect(mails()[1]!.text).toMatch(/Typed: 4, Mittwoch, 10\. März 2027 http\S+portal/)
    await world.at('2027-03-15', 12)
    await remind(id, { subject: 'Only this' })
    expect(mails()[2]).toMatchObject({ subject: 'Only this', text: expect.stringContaining('Please pay it now') })
    await world.at('2027-03-16', 12)
    await remind(id)
    expect(mails()[3]!.text).toMatch(/6 days ago.* Please pay it now/)
    expect((await said(id)).map(({ stage }) => stage).sort()).toEqual(['EXTRA', 'FINAL', 'REMINDER_1', 'REMINDER_2'])
  })

  it('before the due date is worded as such, and on that day without days', async () => {
    await make('In {{invoice.days_left}} days', { type: 'REMINDER_BEFORE' })
    const id = await world.sent()
    await world.at('2027-03-08', 12)
    await remind(id)
    expect(mails()[0]!.text).toContain('In 2 days')
    await world.at('2027-03-10', 12)
    await remind(id)
    expect(mails()[1]!.text).toMatch(/A short reminder: invoice \S+ is due today\./)
    expect((await said(id))[1]).toMatchObject({ reason: 'TEXT_INCOMPLETE' })
  })

  it('refuses what nothing fills in it, and sends nothing', async () => {
    const id = await world.sent()
    await world.at('2027-03-12', 12)
    for (const message of ['{{invoice.days_left}}', '{{contact.company}}', '{{author.name}}', '{{shoe}}'])
      await expectRefusal(remind(id, { message }), 'VALIDATION_ERROR', 'message')
    await expectRefusal(remind(id, { subject: '{{invoice.link}}' }), 'VALIDATION_ERROR', 'subject')
    expect(mails()).toEqual([])
    expect(await world.reminders(id)).toEqual([])
  })
})
