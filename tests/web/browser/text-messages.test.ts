import { expect, it } from 'vitest'
import { conversations } from '../support/maple-inbox.ts'
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
  await page.screenshot({ path: '/tmp/journey-sms.png' })
  expect(complaints).toEqual([])
}, 20_000)
