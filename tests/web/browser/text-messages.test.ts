import { expect, it } from 'vitest'
import { conversations } from '../support/maple-inbox.ts'
import { ok, refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [, theo] = conversations
const text = {
  ...theo!,
  channel: 'SMS' as const,
  subject: '',
  reply_to: '+1 416 555 0198',
  allowed_actions: ['reply', 'note'],
}
const meta = { request_id: 'req_text', cursor: null }

it('shows text messages as bubbles, and counts what is written before it is paid for', async () => {
  app.world.answers.set('GET /v1/conversations', { status: 200, body: { data: [text], meta } })
  app.world.answers.set(`GET /v1/conversations/${text.id}`, { status: 200, body: { data: text, meta } })
  const { page, complaints } = await app.open(`/inbox/${text.id}`, { size: 'phone' })
  await page.locator('.bubble').first().waitFor()
  expect(await page.getByText(/Nothing proves|Really sent/).count()).toBe(0)
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  const answer = page.getByRole('textbox', { name: 'Answer' })
  await answer.fill('On my way. '.repeat(15))
  await page.getByText('164 characters, 2 segments').waitFor()
  await answer.fill(`${'Done. '.repeat(20)}✓`)
  await page.getByText('121 characters, 2 segments, because of a letter').waitFor()
  for (const name of ['Cc or another address', 'Attach files'])
    expect(await page.getByRole('button', { name }).count(), name).toBe(0)
  await answer.fill('x'.repeat(1601))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('too long for a text message').waitFor()
  expect(await answer.inputValue()).toHaveLength(1601)
  expect(app.world.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(complaints).toEqual([])
}, 20_000)

it('takes a number and gives one up in Settings, and tells staff whose it is to do', async () => {
  const { page, complaints } = await app.open('/settings/mailbox', { size: 'phone' })
  await page.getByRole('button', { name: 'Add number' }).click()
  const adding = page.getByRole('dialog', { name: 'Add number' })
  await page.keyboard.press('Enter')
  await adding.getByText('Enter the number').waitFor()
  const used = refusal('VALIDATION_ERROR', 'Check the fields', [
    { field: 'phone', message: 'This number is in use already' },
  ])
  app.world.answers.set('POST /v1/phone-numbers', { status: 422, body: used })
  await page.keyboard.type('+1 416 555 0191')
  await page.keyboard.press('Enter')
  await adding.getByText('This number is in use already').waitFor()
  const number = {
    id: theo!.id,
    phone: '+14165550191',
    created_at: '2026-11-20T16:50:00.000Z',
    allowed_actions: ['delete'],
  }
  app.world.answers.set('POST /v1/phone-numbers', ok(number, 201))
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('+1 416 555 0191 was added').waitFor()
  await page.getByRole('button', { name: 'Actions for +14165550190' }).click()
  await page.getByRole('menuitem', { name: 'Give up' }).click()
  app.world.answers.set('DELETE /v1/phone-numbers/00000000-0000-7000-8000-000000000700', ok({ id: number.id }))
  await page.getByRole('dialog', { name: 'Give up +14165550190?' }).getByRole('button', { name: 'Give up' }).click()
  await page.getByRole('status').getByText('+14165550190 was given up').waitFor()
  expect(complaints.filter((each) => !/ 422 /.test(each))).toEqual([])
  app.world.role = 'STAFF'
  await page.reload()
  await page.getByText('Owners and admins can change them.').waitFor()
  expect(await page.getByRole('button', { name: 'Add number' }).count()).toBe(0)
}, 20_000)
