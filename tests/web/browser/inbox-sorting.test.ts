import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { conversations } from '../support/maple-inbox.ts'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [luis, theo, after] = [conversations[0]!, conversations[1]!, conversations[3]!]
const posted = (verb: string) =>
  app.world.calls.filter((call) => call.method === 'POST' && call.path.endsWith(`/${verb}`))
const opened = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)
const down = { status: 503, body: refusal('UNAVAILABLE', 'Not now') }

it('sorts the inbox with the keyboard alone', async () => {
  const { page } = await app.open('/home')
  await page.getByText('Birchwood Dental: follow up').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.getByText('Nothing is open').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('article').getByText('the bell is broken').waitFor()
  await page.keyboard.press('j')
  await page.getByRole('article').getByText('I shut the main valve').waitFor()
  await page.keyboard.press('k')
  await expect.poll(() => opened(page)).toBe(luis.id)
  await page.keyboard.press('a')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Dana Kowalski (you)')
  await page.keyboard.press('Enter')
  await page.getByText('Assigned to you').waitFor()
  expect(posted('assign')[0]?.body).toEqual({ assigned_to: 'user_dana', if_match_version: expect.any(Number) })
  await page.keyboard.press('e')
  await page.getByRole('status').getByText('Closed').waitFor()
  await expect.poll(() => opened(page)).toBe(theo.id)
  // It stood in the list for as long as it was open.
  await expect.poll(() => page.getByRole('link', { name: /Luis Ferreira/ }).count()).toBe(0)
  await page.keyboard.press('z')
  await page.locator('.conversation', { hasText: 'Luis Ferreira' }).waitFor()
  expect(posted('open').length).toBe(1)
  await page.keyboard.press('u')
  await page.getByText('Marked unread').waitFor()
  await page.getByRole('link', { name: /Unread.*Theo/ }).waitFor()
  await page.keyboard.press('?')
  await page
    .getByRole('dialog')
    .getByText('Mark unread')
    .or(page.getByText('Assign', { exact: true }))
    .first()
    .waitFor()
}, 30_000)

it('opens the next conversation from what was fetched ahead', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('article').first().waitFor()
  await expect
    .poll(() => app.world.calls.filter(({ path }) => path === `/v1/conversations/${theo.id}/messages`).length)
    .toBe(1)
  await page.route('**/v1/conversations/**', (route) => route.abort())
  await page.keyboard.press('j')
  await page.getByRole('article').getByText('I shut the main valve').waitFor()
  const took = await page.evaluate(async () => {
    const key = (name: string) => dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
    const from = performance.now()
    key('k')
    while (!document.querySelector('article')?.textContent.includes('no hot water'))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    return performance.now() - from
  })
  expect(took).toBeLessThan(500)
}, 20_000)

it('keeps its filters in the address, and what is open stays open', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('article').first().waitFor()
  await page.getByLabel('Assigned to').selectOption('nobody')
  await page.getByRole('link', { name: /Luis/ }).waitFor({ state: 'detached' })
  await page.getByLabel('Name, number, email or subject').fill('water')
  await page.getByRole('link', { name: /Harriet/ }).waitFor({ state: 'detached' })
  await expect.poll(() => new URL(page.url()).search).toBe('?assigned_to=nobody&q=water')
  expect(opened(page)).toBe(theo.id)
  await page.getByLabel('Status').selectOption('CLOSED')
  await page.getByText('No conversation fits').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByRole('link', { name: /Harriet/ }).waitFor()
  await page.goto(`${app.origin}/inbox?status=CLOSED`)
  await page.getByRole('link', { name: /Rosa Mendes/ }).click()
  await page.getByRole('button', { name: 'Open again' }).click()
  await page.getByRole('status').getByText('Open again').waitFor()
  expect(posted('open').length).toBe(1)
}, 20_000)

it('leaves a list of the unread as it is while one reads in it', async () => {
  const { page } = await app.open('/inbox?unread=true')
  const rows = page.locator('.conversation')
  await expect.poll(() => rows.count()).toBe(2)
  await rows.first().click()
  await page.getByRole('article').first().waitFor()
  await expect.poll(() => posted('mark').length).toBe(1)
  await page.waitForTimeout(300)
  expect(await rows.count()).toBe(2)
  await page.keyboard.press('j')
  await expect.poll(() => opened(page)).toBe(theo.id)
  await expect.poll(() => rows.count()).toBe(1)
}, 20_000)

it('what is refused is as it was, and says so', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('article').first().waitFor()
  app.world.answers.set(`POST /v1/conversations/${luis.id}/close`, down)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByText('Not done. The service is not available').waitFor()
  expect(opened(page)).toBe(luis.id)
  await page.getByRole('button', { name: 'Close' }).waitFor()
  await page
    .getByRole('link', { name: /Luis Ferreira No hot|Luis Ferreira.*11:42/ })
    .first()
    .waitFor()
  app.world.answers.set(`POST /v1/conversations/${luis.id}/assign`, down)
  await page.getByRole('button', { name: 'Sam, assigned' }).click()
  await page.getByRole('menuitem', { name: 'Nobody' }).click()
  await page.getByText('Not done. The service is not available').last().waitFor()
  await page.getByRole('button', { name: 'Sam, assigned' }).waitFor()
}, 20_000)

it('a viewer reads and is offered nothing else', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('article').first().waitFor()
  for (const name of ['Assign', 'Close', 'Add contact'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
  for (const key of ['e', 'a']) await page.keyboard.press(key)
  expect([...posted('close'), ...posted('assign')]).toEqual([])
  await page.goto(`${app.origin}/settings/mailbox`)
  await page.getByText('@in.smbhub.example').waitFor()
  expect(await page.getByRole('button', { name: 'Get a new address' }).count()).toBe(0)
}, 20_000)

it('asks little for each conversation that is opened: one goes through them faster than that', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await expect.poll(() => app.world.calls.filter(({ path }) => path.endsWith('/messages')).length).toBe(3)
  let before = -1
  while (before !== app.world.calls.length) {
    before = app.world.calls.length
    await page.waitForTimeout(400)
  }
  await page.keyboard.press('j')
  await page.getByRole('article').getByText('I shut the main valve').waitFor()
  await page.waitForTimeout(500)
  // Who is there is told at its own time.
  const asked = app.world.calls
    .slice(before)
    .filter(({ path }) => path !== '/v1/live')
    .map(({ method, path }) => `${method} ${path.split('/').slice(3).join('/')}`)
  expect(asked.toSorted()).toEqual([`GET ${theo.id}/sender`, `GET ${after.id}/messages`, `POST ${theo.id}/mark`])
}, 20_000)

it('stays at the end of the list', async () => {
  const { page } = await app.open(`/inbox/${conversations[6]!.id}`)
  await page.getByRole('heading', { name: 'Riser valves' }).waitFor()
  await page.keyboard.press('j')
  await page.waitForTimeout(200)
  expect(opened(page)).toBe(conversations[6]!.id)
  expect(await page.evaluate(() => document.activeElement?.classList.contains('conversation'))).toBe(false)
  await page.keyboard.press('k')
  await page.getByRole('article').getByText('Your account will be closed today.').waitFor()
}, 20_000)
