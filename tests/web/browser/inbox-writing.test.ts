import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { conversations, messageIn } from '../support/maple-inbox.ts'
import { refusal, tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [luis, theo] = [conversations[0]!, conversations[1]!]
const posted = (verb: string) =>
  app.world.calls.filter((call) => call.method === 'POST' && call.path.endsWith(`/${verb}`))
const newest = () => app.world.messages.filter(({ conversation_id }) => conversation_id === luis.id).at(-1)!

it('answers by the keyboard alone, takes it back with what was written, and sends it then', async () => {
  const { page, complaints } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('article').first().waitFor()
  const seen = newest().id
  // A key does what is offered, once it is known who may.
  await page.getByRole('button', { name: 'Reply' }).waitFor()
  await page.keyboard.press('r')
  const answer = page.getByRole('textbox', { name: 'Answer' })
  await expect.poll(() => answer.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('Sam comes at two.')
  await page.getByText('To luis@ferreira.example').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByRole('status').getByText('Sending to luis@ferreira.example').waitFor()
  expect(posted('messages')[0]?.body).toEqual({
    body_text: 'Sam comes at two.',
    hold_seconds: 10,
    seen_message_id: seen,
  })
  await page.getByRole('article', { name: 'From Dana Kowalski' }).getByText('Sending').waitFor()
  expect(await answer.count()).toBe(0)
  await page.keyboard.press('z')
  await expect.poll(() => answer.inputValue()).toBe('Sam comes at two.')
  expect(posted('cancel')).toHaveLength(1)
  await page.getByRole('article', { name: 'From Dana Kowalski' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => posted('messages').length).toBe(2)
  Object.assign(newest(), { delivery: 'SENT', send_at: null, allowed_actions: ['forward'] })
  tellChanged(app.world, 'conversation', luis.id)
  await page.getByRole('article', { name: 'From Dana Kowalski' }).getByText('Sent', { exact: true }).waitFor()
  expect(complaints).toEqual([])
}, 30_000)

it('keeps what is written through a lost connection and a reload, and says why it was not sent', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('button', { name: 'Reply' }).click()
  const answer = page.getByRole('textbox', { name: 'Answer' })
  await answer.fill('The tank is under warranty.')
  await page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('The connection was lost. Nothing you typed is gone.').waitFor()
  await page.reload()
  await page.unroute('**/messages')
  await expect.poll(() => answer.inputValue()).toBe('The tank is under warranty.')
  await page.getByText('Kept from before, not sent yet').waitFor()
  await answer.press('Escape')
  await page.getByRole('button', { name: 'Go on writing' }).click()
  expect(await answer.inputValue()).toBe('The tank is under warranty.')
  await page.getByRole('button', { name: 'Cc or another address' }).click()
  await page.getByLabel('Cc', { exact: true }).fill('boss@ferreira.example, nobody')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('nobody is no mail address').waitFor()
  await page.getByLabel('Cc', { exact: true }).fill('boss@ferreira.example')
  await page.getByRole('button', { name: 'Send later' }).click()
  await page.getByRole('menuitem', { name: /^Tomorrow/ }).click()
  await expect.poll(() => posted('messages').length).toBe(1)
  expect(posted('messages')[0]?.body).toMatchObject({
    cc: ['boss@ferreira.example'],
    send_at: '2026-11-21T13:00:00.000Z',
  })
  await page.getByRole('article').getByText('Goes out Sat 8:00 AM').waitFor()
  await page.reload()
  await page.getByRole('article').getByText('Goes out Sat 8:00 AM').waitFor()
  expect(await answer.count()).toBe(0)
}, 30_000)

it('leaves a note for the team, that looks like one and goes to nobody', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`, { size: 'phone', theme: 'dark' })
  await page.getByRole('button', { name: 'Note' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('Ask Sam about the parts first.')
  expect(await violationsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByRole('article', { name: 'Note by Dana Kowalski' }).getByText('Ask Sam about the parts').waitFor()
  expect(posted('messages')[0]?.body).toMatchObject({ internal: true, body_text: 'Ask Sam about the parts first.' })
  expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0)
}, 20_000)

it('does not let two people answer over each other unknowingly', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('r')
  await page.getByRole('textbox', { name: 'Answer' }).fill('I will come.')
  await expect.poll(() => app.world.live.size).toBe(1)
  const sam = messageIn(luis, {
    direction: 'OUTBOUND',
    author: { id: 'user_sam', name: 'Sam Ortiz' },
    new_text: 'I am on my way.',
    received_at: '2026-11-20T16:45:00.000Z',
  })
  app.world.messages.push(sam)
  app.world.answers.set(`POST /v1/conversations/${luis.id}/messages`, {
    status: 409,
    body: refusal('CONFLICT', 'It has changed since you loaded it'),
  })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('Not sent: look at it').waitFor()
  await page.getByRole('article').getByText('I am on my way.').waitFor()
  await page.getByText('Sam Ortiz wrote meanwhile').waitFor()
  app.world.answers.clear()
  await page.getByRole('button', { name: 'I have seen it' }).click()
  await page.getByText('wrote meanwhile').waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Answer' }).press('Control+Enter')
  await expect.poll(() => posted('messages').at(-1)?.body).toMatchObject({ seen_message_id: sam.id })
}, 20_000)

it('attaches files, says how a message fared, tries again in one tap, and sends on', async () => {
  const dana = { id: 'user_dana', name: 'Dana Kowalski' }
  const ours = {
    direction: 'OUTBOUND' as const,
    author: dana,
    to: [luis.from],
    received_at: '2026-11-20T16:44:00.000Z',
  }
  app.world.messages.push(
    messageIn(luis, {
      ...ours,
      new_text: 'One',
      delivery: 'FAILED',
      delivery_reason: 'The mailbox is full',
      allowed_actions: ['retry'],
    }),
    messageIn(luis, { ...ours, new_text: 'Two', delivery: 'BOUNCED', delivery_reason: 'No such user' }),
    messageIn(luis, { ...ours, new_text: 'Three', delivery: 'OPENED' }),
  )
  const { page } = await app.open(`/inbox/${luis.id}`)
  for (const words of ['Not sent: The mailbox is full', 'Came back: No such user', 'Opened'])
    await page.getByRole('article').getByText(words, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('status').getByText('Sent to Luis Ferreira').waitFor()
  await page.getByRole('button', { name: 'Reply' }).click()
  const file = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a plan') }
  await page.getByLabel('Files to attach').setInputFiles(file)
  await page.getByRole('button', { name: 'Take out plan.pdf' }).waitFor()
  await page.getByRole('textbox', { name: 'Answer' }).fill('Here is the plan.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(() => posted('messages').at(-1)?.body).toMatchObject({ file_ids: [expect.any(String)] })
  await page.getByRole('article').filter({ hasText: 'no hot water' }).getByRole('button', { name: 'Forward' }).click()
  const asked = page.getByRole('dialog', { name: 'Forward' })
  await asked.getByLabel('To', { exact: true }).fill('sam@maplecorner.example')
  await asked.getByText('With 1 attachment').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await asked.getByRole('button', { name: 'Forward' }).click()
  await asked.waitFor({ state: 'detached' })
  expect(posted('forward')[0]?.body).toEqual({
    to: 'sam@maplecorner.example',
    body_text: '',
    attachments: true,
    hold_seconds: 10,
  })
}, 30_000)

it('writes to a contact first, from his page', async () => {
  const { page } = await app.open('/inbox')
  await page.getByRole('button', { name: 'New message' }).click()
  const asked = page.getByRole('dialog', { name: 'New message' })
  await asked.getByRole('combobox', { name: 'To' }).fill('jan')
  await page.getByRole('option', { name: /Jane Okafor/ }).click()
  await asked.getByLabel('Subject').fill('Your tap')
  await asked.getByLabel('Message').fill('Is it still fine?')
  await asked.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Your tap' }).waitFor()
  const begun = app.world.calls.find(({ method, path }) => method === 'POST' && path === '/v1/conversations')
  expect(begun?.body).toMatchObject({ subject: 'Your tap', body_text: 'Is it still fine?', hold_seconds: 10 })
}, 20_000)

it('a viewer is told why he cannot answer', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByText('You can read this. To answer, ask an owner for a role that may.').waitFor()
  expect(await page.getByRole('button', { name: 'Reply' }).count()).toBe(0)
  await page.keyboard.press('r')
  expect(await page.getByRole('textbox', { name: 'Answer' }).count()).toBe(0)
}, 20_000)
