import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { conversations, messageIn } from '../support/maple-inbox.ts'
import { tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [luis, theo] = [conversations[0]!, conversations[1]!]
const posted = (verb: string) =>
  app.world.calls.filter((call) => call.method === 'POST' && call.path.endsWith(`/${verb}`))

it('reads a conversation beside the list: new words first, the rest unfolds, opened is read', async () => {
  const { page, complaints } = await app.open('/inbox')
  await page.getByText('Nothing is open').waitFor()
  await page.getByRole('link', { name: /Unread.*Luis Ferreira/ }).click()
  const thread = page.getByRole('region', { name: 'Conversation', exact: true })
  await thread.getByText('the bell is broken').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/inbox/${luis.id}`)
  await expect.poll(() => page.getByRole('link', { name: /Unread.*Luis/ }).count()).toBe(0)
  expect(posted('mark').map(({ path, body }) => [path, body])).toEqual([
    [`/v1/conversations/${luis.id}/mark`, { unread: false }],
  ])
  expect(await thread.getByText('+1 416 555 0122').count()).toBe(0)
  await thread.getByRole('button', { name: 'Quoted text and signature' }).click()
  await thread.getByText('+1 416 555 0122').waitFor()
  await thread.getByText('> Hi Luis, Sam can be').waitFor()
  const file = thread.getByRole('link', { name: 'tank-label.jpg' })
  expect(await file.getAttribute('download')).toBe('tank-label.jpg')
  await thread.getByText('Really sent by ferreira.example').first().waitFor()
  expect(await thread.getByRole('link', { name: 'Luis Ferreira' }).getAttribute('href')).toMatch(/^\/contacts\//)
  expect(complaints).toEqual([])
}, 20_000)

it('shows a mail as it was sent in a frame in which nothing runs, and says what was not loaded', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  const mail =
    '<p>Kind <a href="https://maps.example" target="_blank">regards</a></p><script>document.body.innerHTML="ran"</script>'
  await page.route('**/files/message/*', (route) => route.fulfill({ body: mail, contentType: 'text/html' }))
  await page.getByRole('button', { name: 'Show as sent' }).click()
  const frame = page.frameLocator('iframe[title="The mail as it was sent"]')
  await frame.getByText('Kind regards').waitFor()
  await page.getByText('2 pictures not loaded').waitFor()
  expect(await page.locator('iframe').getAttribute('sandbox')).not.toMatch(/script|same-origin|form/)
  // Asked anew, its address is another one: the frame stays as it is.
  await page.locator('iframe').evaluate((element) => (element.dataset.mine = 'yes'))
  tellChanged(app.world, 'conversation', luis.id)
  await page.waitForTimeout(300)
  expect(await page.locator('iframe[data-mine=yes]').count()).toBe(1)
  await page.getByRole('button', { name: 'Show only the new words' }).click()
  await page.locator('iframe').waitFor({ state: 'detached' })
}, 20_000)

it('is one pane on a phone, and comes back to the row that one came from', async () => {
  const { page } = await app.open('/inbox', { size: 'phone' })
  await page.getByRole('link', { name: /Theo Marchetti/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Water through the ceiling' }).waitFor()
  expect(await page.getByText('November units').count()).toBe(0)
  await page.getByRole('link', { name: 'Back to the inbox' }).click()
  await page.getByText('November units').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Theo Marchetti')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
}, 20_000)

it('shows what arrives while it is open, without a reload, in the list and in the conversation', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('article').getByText('I shut the main valve').waitFor()
  await expect.poll(() => posted('mark').length).toBe(1)
  await expect.poll(() => app.world.live.size).toBe(1)
  const now = '2026-11-20T16:49:00.000Z'
  const text = 'It is coming faster now!'
  app.world.messages.push(messageIn(theo, { new_text: text, received_at: now }))
  app.world.conversations.set(theo.id, { ...theo, snippet: text, last_message_at: now, unread: true })
  tellChanged(app.world, 'conversation', theo.id)
  await page.getByRole('article').getByText(text).waitFor()
  expect(await page.locator('.conversation').first().textContent()).toContain(text)
  // Whoever looks at it has read it.
  await expect.poll(() => posted('mark').length).toBe(2)
}, 20_000)

it('makes a stranger a contact in one tap, with what his mail says', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`, { size: 'phone' })
  await page.getByText('found in “62 Lippincott St. I shut the main valve”').waitFor()
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByText('Theo Marchetti is in your contacts').waitFor()
  await page.getByRole('button', { name: 'Add contact' }).waitFor({ state: 'detached' })
  expect(posted('create-contact')[0]?.body).toEqual({
    display_name: 'Theo Marchetti',
    phone: '+1 647 555 0148',
    if_match_version: expect.any(Number),
  })
}, 20_000)

it('takes what is corrected before, and keeps it when the connection is lost', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Theo M. Marchetti')
  await page.route('**/create-contact', (route) => route.abort())
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByText('The connection was lost. Nothing you typed is gone.').waitFor()
  await page.reload()
  await page.unroute('**/create-contact')
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Theo M. Marchetti')
  expect(await violationsOf(page)).toEqual([])
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await page.getByText('Theo M. Marchetti is in your contacts').waitFor()
}, 20_000)

it('writes times as people there do, by the day of the business', async () => {
  const { page } = await app.open('/inbox', { locale: 'de-DE', zone: 'Asia/Tokyo' })
  const times = page.locator('.conversation time')
  await times.first().waitFor()
  expect(await times.allTextContents()).toEqual(['11:42', '11:38', '10:58', '10:20', 'Yesterday', 'Di', '13. Nov.'])
}, 20_000)

it('offers no mail server as a contact, and unfolds a mail that is nothing but a signature', async () => {
  const [daemon, grant] = [conversations[4]!, conversations[6]!]
  app.world.messages.push(messageIn(grant, { signature: 'Grant Whitfield, sent from a phone' }))
  const { page } = await app.open(`/inbox/${daemon.id}`)
  await page.getByText('Not delivered to harriet@lowe.example').waitFor()
  await page.waitForTimeout(200)
  expect(await page.getByRole('button', { name: 'Add contact' }).count()).toBe(0)
  await page.goto(`${app.origin}/inbox/${grant.id}`)
  await page.getByText('sent from a phone').waitFor()
}, 20_000)
