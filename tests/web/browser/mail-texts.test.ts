import { expect, it } from 'vitest'
import type { Template } from '../../../core/contract/templates.ts'
import { violationsOf } from '../../support/axe.ts'
import { useApp } from './app.ts'

const app = useApp()
/** INV-1042 of the pictures: overdue, sent to Jane. */
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000201'
const posted = (path: string) =>
  app.world.calls.filter((call) => call.method === 'POST' && call.path === path).map(({ body }) => body)

const text = (n: number, more: Partial<Template>): Template => ({
  ...app.world.templates[0]!,
  id: `00000000-0000-7000-8000-00000000091${n}`,
  type: 'INVOICE',
  ...more,
})

it('are written in Settings: variables put in where the cursor stands, a preview, and what does not exist named', async () => {
  const { page } = await app.open('/settings/templates', { size: 'phone', theme: 'dark' })
  await page.getByRole('button', { name: 'Add template' }).click()
  const asked = page.getByRole('dialog', { name: 'Add template' })
  await asked.getByLabel('What it is for').selectOption('INVOICE')
  await asked.getByLabel('Name').fill('Freundlich')
  const content = asked.getByLabel('Text', { exact: true })
  await content.fill('Guten Tag {{contact.nam}}, ')
  await asked
    .getByText(/\{\{contact\.nam\}\} \(line 1, character 11\) is not known: use \{\{contact\.name\}\}/)
    .waitFor()
  await content.fill('Guten Tag , fällig am ')
  await content.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(10, 10))
  await asked.getByRole('button', { name: 'First name', exact: true }).press('Enter')
  await content.press('Control+End')
  await asked.getByRole('button', { name: 'Due', exact: true }).press('Enter')
  await page.keyboard.type(': ')
  await asked.getByRole('button', { name: 'Link to pay' }).press('Enter')
  expect(await content.inputValue()).toBe(
    'Guten Tag {{contact.first_name}}, fällig am {{invoice.due_date}}: {{invoice.link}}',
  )
  const preview = asked.getByRole('region', { name: 'Preview' })
  await preview.getByText('Guten Tag Jane, fällig am Freitag, 4. Dezember 2026: {{invoice.link}}').waitFor()
  await preview.getByText('Filled in when it is sent: {{invoice.link}}').waitFor()
  await asked.getByLabel('Language').selectOption('de')
  await asked.getByLabel('Begin with it when one is sent').check()
  expect(await violationsOf(page)).toEqual([])
  await asked.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Freundlich saved').waitFor()
  expect(posted('/v1/templates')).toEqual([
    {
      type: 'INVOICE',
      name: 'Freundlich',
      content: 'Guten Tag {{contact.first_name}}, fällig am {{invoice.due_date}}: {{invoice.link}}',
      language: 'de',
      is_default: true,
    },
  ])
}, 30_000)

it('begin a mail, are picked and changed, and what was typed can be put back', async () => {
  app.world.templates.push(
    text(1, {
      name: 'Usual',
      is_default: true,
      language: 'de',
      subject: 'Rechnung {{invoice.number}}',
      content: 'Guten Tag {{contact.first_name}}, {{invoice.amount_due}}: {{invoice.link}}',
    }),
    text(2, { name: 'Short', content: 'Hi {{contact.first_name}}.' }),
    text(3, { name: 'By text message', channel: 'SMS', content: 'x' }),
  )
  const { page } = await app.open(INVOICE)
  const open = async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Send again' }).click()
  }
  await open()
  const dialog = page.getByRole('dialog', { name: /^Send INV-1042/ })
  const [subject, message] = [dialog.getByLabel('Subject'), dialog.getByLabel('Message')]
  await expect.poll(() => message.inputValue()).toBe('Guten Tag Jane, $316.40: {{invoice.link}}')
  expect(await subject.inputValue()).toBe('Rechnung {{invoice.number}}')
  const picker = dialog.getByLabel('Text', { exact: true })
  expect(await picker.locator('option').allTextContents()).toEqual(['Suggested: Usual', 'Usual', 'Short'])
  expect(await violationsOf(page)).toEqual([])

  await message.fill('Mine')
  await picker.selectOption({ label: 'Short' })
  await expect.poll(() => message.inputValue()).toBe('Hi Jane.')
  await dialog.getByRole('button', { name: 'Put back what you typed' }).click()
  expect(await message.inputValue()).toBe('Mine')
  await picker.selectOption({ label: 'Short' })
  await expect.poll(() => message.inputValue()).toBe('Hi Jane.')
  await message.fill('Hi Jane, {{invoice.link}}')
  await subject.fill('Again')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('Sending to').waitFor()
  expect(posted(`/v1${INVOICE}/send-again`)).toMatchObject([
    { subject: 'Again', message: 'Hi Jane, {{invoice.link}}', language: 'en', hold_seconds: 10 },
  ])
}, 30_000)

it('that cannot be had leave the words that come with the product, and who only looks writes none', async () => {
  const down = { error: { code: 'INTERNAL', message: 'Something went wrong', details: [] }, meta: { request_id: 'r' } }
  app.world.answers.set('POST /v1/templates/preview', { status: 500, body: down })
  const { page } = await app.open(INVOICE, { locale: 'ja-JP' })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Send again' }).click()
  const dialog = page.getByRole('dialog', { name: /^Send INV-1042/ })
  await dialog.getByText('Your templates could not be had.').waitFor()
  expect(await dialog.getByLabel('Message').inputValue()).toMatch(
    /^Hello .*, here is your invoice again\. You can see and/,
  )

  app.world.role = 'VIEWER'
  await page.goto(`${app.origin}/settings/templates`)
  await page.getByText('On my way', { exact: true }).waitFor()
  await page.getByText('Owners, admins and staff can change them.').waitFor()
  expect(await page.getByRole('button', { name: /Add template|Actions for/ }).count()).toBe(0)
}, 30_000)
