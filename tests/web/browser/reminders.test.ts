import { expect, it } from 'vitest'
import type { Template } from '../../../core/contract/templates.ts'
import { violationsOf } from '../../support/axe.ts'
import { business } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { cannedReplies } from '../support/mock-templates.ts'
import { useApp } from './app.ts'

const app = useApp()
const LATE = '/invoices/00000000-0000-7000-8000-000000000201'
const DRAFT = '/invoices/00000000-0000-7000-8000-000000000200'
const JANE = '/contacts/00000000-0000-7000-8000-000000000100'

const bodies = (method: string, end: string) =>
  app.world.calls.filter((call) => call.method === method && call.path.endsWith(end)).map(({ body }) => body)

it.each(['desktop', 'phone'] as const)(
  'shows what was asked for and what will be, and holds it back, on a %s',
  async (size) => {
    const { page } = await app.open(LATE, { size })
    const card = page.getByRole('region', { name: 'Reminders' })
    await card.getByText('First reminder').waitFor()
    await card.getByText(/Nov 22, 2026, planned/).waitFor()
    await page.getByText(/Second reminder on Nov 22/).waitFor()
    await card.getByRole('button', { name: 'They promised a day…' }).click()
    const promise = page.getByRole('dialog', { name: 'By when did they say to pay?' })
    await promise.getByLabel('Promised for').fill('2026-12-01')
    await promise.getByRole('button', { name: 'Keep the promise' }).click()
    await card.getByText(/promised by Dec 1, 2026/).waitFor()
    await card.getByRole('button', { name: 'Resume' }).click()
    await card.getByText(/promised by/).waitFor({ state: 'detached' })
    await card.getByRole('button', { name: 'Pause…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await card.getByText('Paused until somebody resumes them.').waitFor()
    expect(bodies('POST', '/promise')).toEqual([{ date: '2026-12-01' }])
    expect(bodies('POST', '/pause-reminders')).toEqual([{}])
  },
)

it('reminds with the words that are shown, which can be taken back', async () => {
  const { page } = await app.open(LATE)
  const remind = async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Send reminder' }).click()
    const dialog = page.getByRole('dialog', { name: /^Remind Jane.* of INV-/ })
    await dialog.getByText(/^Second reminder, to /).waitFor()
    await expect
      .poll(() => dialog.getByLabel('Message').inputValue())
      .toMatch(/^Invoice INV-1042 was due .* 7 days ago/)
    await dialog.getByRole('button', { name: 'Send reminder' }).click()
    await page.getByText(/^Reminding Jane/).waitFor()
  }
  await remind()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('No reminder was sent', { exact: true }).waitFor()
  expect(bodies('POST', '/remind')).toEqual([])
  await remind()
  await page.getByText(/a reminder went to/).waitFor({ timeout: 15_000 })
  // Nothing was changed: the server takes the newest words.
  expect(bodies('POST', '/remind')).toEqual([{ if_match_version: expect.any(Number) }])
}, 30_000)

const ours: Template = {
  ...cannedReplies[0]!,
  id: '00000000-0000-7000-8000-000000000931',
  type: 'REMINDER_2',
  name: 'Freundlich',
  subject: 'Noch offen',
  content: 'Guten Tag {{contact.first_name}}, seit {{invoice.days_late}} Tagen: {{invoice.link}}',
  language: 'de',
  is_default: true,
}

it('changes the words for one mail, or picks another text', async () => {
  app.world.templates.push(ours, {
    ...ours,
    id: '00000000-0000-7000-8000-000000000932',
    name: 'Streng',
    is_default: false,
  })
  const { page } = await app.open(LATE, { size: 'phone', theme: 'dark' })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Send reminder' }).click()
  const dialog = page.getByRole('dialog', { name: /^Remind Jane/ })
  const message = dialog.getByLabel('Message')
  await expect.poll(() => message.inputValue()).toBe('Guten Tag Jane, seit 7 Tagen: {{invoice.link}}')
  expect(await dialog.getByLabel('Subject').inputValue()).toBe('Noch offen')
  await dialog.getByText('Filled in when it is sent: {{invoice.link}}').waitFor()
  const texts = dialog.getByLabel('Text', { exact: true }).locator('option')
  await expect.poll(() => texts.allTextContents()).toEqual(['Suggested: Freundlich', 'Freundlich', 'Streng'])
  expect(await violationsOf(page)).toEqual([])
  await message.fill('Liebe Jane, bitte: {{invoice.link}}')
  await dialog.getByRole('button', { name: 'Send reminder' }).click()
  await page.getByText(/a reminder went to/).waitFor({ timeout: 15_000 })
  expect(bodies('POST', '/remind')).toEqual([
    {
      subject: 'Noch offen',
      message: 'Liebe Jane, bitte: {{invoice.link}}',
      language: 'de',
      if_match_version: expect.any(Number),
    },
  ])
}, 30_000)

it('shows which words go out on which day, before they are agreed to, and what one said', async () => {
  app.world.templates.push(ours)
  const { page } = await app.open('/settings/reminders')
  const words = page.getByRole('region', { name: 'What the reminders say' })
  await words.getByText('Second reminder, 7 days after the due date: Freundlich').click()
  await words.getByText('Guten Tag Jane, seit 7 Tagen: {{invoice.link}}').waitFor()
  await words.getByText('Final reminder, 14 days after the due date: the text that comes with the product').waitFor()
  await page.getByLabel('Days before the due date').fill('2')
  await words.getByText(/^Reminder, 2 days before the due date: /).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.goto(app.origin + LATE)
  const card = page.getByRole('region', { name: 'Reminders' })
  await card.getByText('What it said').click()
  await card.getByText('Hello Jane, please pay: {{invoice.link}}').waitFor()
})

it('shows the schedule to who sends first, on, and keeps what he changes', async () => {
  app.world.answers.set('GET /v1/business', ok({ ...business, reminders_agreed_at: null }))
  const { page } = await app.open(DRAFT)
  await page.getByRole('button', { name: 'Send invoice' }).click()
  const dialog = page.getByRole('dialog')
  const rule = dialog.getByRole('group', { name: 'Reminders' })
  await rule.getByText(/3, 7 and 14 days after the due date/).waitFor()
  await rule.getByText(/7 days ago, and is not paid in full yet\. Please pay it now/).waitFor()
  expect(await rule.getByRole('switch', { name: 'Remind of it when it is late' }).isChecked()).toBe(true)
  await rule.getByLabel('Days after the due date').fill('soon')
  await dialog.getByLabel('Subject').focus()
  await rule.getByText('Up to three days, such as 3, 7, 14').waitFor()
  await rule.getByLabel('Days after the due date').fill('5, 10')
  await dialog.getByLabel('Subject').focus()
  await page.getByText('The schedule is kept').waitFor()
  expect(bodies('PATCH', '/tenant-overrides')).toEqual([
    { automations: { ar_reminders: { enabled: true, days_after_due: [5, 10] } } },
  ])
})

it('is kept in Settings, with a rehearsal, and for one customer', async () => {
  const { page } = await app.open('/settings/reminders')
  await page.getByText('3 reminders would have gone out in the past 90 days, to 1 customer').waitFor()
  await page.getByLabel('Days after the due date').fill('4, 9')
  await page.getByText('2 reminders would have gone out').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(bodies('PATCH', '/tenant-overrides')).toEqual([
    { automations: { ar_reminders: { enabled: true, days_after_due: [4, 9], days_before_due: [] } } },
  ])
  await page.goto(app.origin + JANE)
  await page.getByRole('button', { name: 'Change reminders' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Remind').selectOption('never')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('region', { name: 'Reminders' }).getByText('Never by itself').waitFor()
})
