import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { conversations } from '../support/maple-inbox.ts'
import { ok, tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

// It is noon of Friday, November 20, 2026, in Toronto.
const app = useApp()
const [luis, theo] = [conversations[0]!, conversations[1]!]
const posted = (verb: string) =>
  app.world.calls.filter((call) => call.method === 'POST' && call.path.endsWith(`/${verb}`))

it('puts a conversation off by key and word, takes it back, and shows what waits until when', async () => {
  const { page, complaints } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('button', { name: 'Snooze' }).waitFor()
  await page.keyboard.press('h')
  const choices = page.getByRole('menu', { name: 'Snooze' }).getByRole('menuitem')
  await expect
    .poll(() => choices.allTextContents())
    .toEqual([
      'Later today, 5:00 PM',
      'Tomorrow, Sat 8:00 AM',
      'Next week, Mon 8:00 AM',
      'In two weeks, Dec 4, 8:00 AM',
      'Choose a day and time…',
    ])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Comes back Sat 8:00 AM').waitFor()
  expect(posted('snooze')[0]?.body).toEqual({
    until: '2026-11-21T13:00:00.000Z',
    if_match_version: expect.any(Number),
  })
  // As after closing, the next one is open.
  await page.getByRole('article').getByText('I shut the main valve').waitFor()
  await page.keyboard.press('z')
  await page.locator('.conversation', { hasText: 'Luis Ferreira' }).waitFor()
  expect(posted('open')).toHaveLength(1)
  await page.keyboard.press('h')
  await page.getByRole('menuitem', { name: 'Choose a day and time…' }).click()
  const asked = page.getByRole('dialog', { name: 'Snooze until' })
  await asked.getByLabel('Day').fill('2026-11-19')
  await asked.getByRole('button', { name: 'Snooze' }).click()
  await asked.getByText('Choose a time to come').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await asked.getByLabel('Day').fill('2026-12-01')
  await asked.getByLabel('Time').fill('14:30')
  await asked.getByRole('button', { name: 'Snooze' }).click()
  await page.getByRole('status').getByText('Comes back Dec 1, 2:30 PM').waitFor()
  expect(posted('snooze')[1]?.body).toMatchObject({ until: '2026-12-01T19:30:00.000Z' })
  await page.getByLabel('Status').selectOption('SNOOZED')
  await page.getByRole('link', { name: /Theo Marchetti.*Until Dec 1, 2:30 PM/ }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Open again' }).click()
  await page.getByText('Open again').first().waitFor()
  expect(posted('open')).toHaveLength(2)
  expect(complaints).toEqual([])
}, 30_000)

it('says beside Inbox how many are new, on every page and in the tab, as it changes', async () => {
  const { page } = await app.open('/contacts')
  const link = page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: /Inbox/ })
  await expect.poll(() => link.textContent()).toBe('Inbox2 unread')
  await expect.poll(() => page.title()).toBe('(2) Contacts · SMB Hub')
  await link.click()
  await page.getByRole('link', { name: /Unread.*Luis Ferreira/ }).click()
  await expect.poll(() => link.textContent()).toBe('Inbox1 unread')
  await expect.poll(() => app.world.live.size).toBe(1)
  app.world.conversations.set(theo.id, { ...theo, unread: false })
  tellChanged(app.world, 'conversation', theo.id)
  await expect.poll(() => link.textContent()).toBe('Inbox')
  expect(await page.title()).toBe('No hot water since last night · SMB Hub')
  // Until its row says that it is read, the key would mark it as that.
  await page.getByRole('link', { name: /Unread.*Luis Ferreira/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('u')
  await expect.poll(() => link.textContent()).toBe('Inbox1 unread')
}, 20_000)

it('fits a phone, also with many', async () => {
  app.world.answers.set('GET /v1/conversations/unread', ok({ count: 100 }))
  const { page } = await app.open('/inbox', { size: 'phone' })
  const bar = page.getByRole('navigation', { name: 'Main, phone' })
  await expect.poll(() => bar.getByRole('link', { name: /Inbox/ }).textContent()).toBe('Inbox99+ unread')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(await violationsOf(page)).toEqual([])
}, 20_000)

it('has all that may be done with a conversation in one sheet of a phone', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`, { size: 'phone' })
  await page.getByRole('button', { name: 'Actions' }).click()
  const sheet = page.getByRole('dialog')
  await expect
    .poll(() => sheet.getByRole('button').allTextContents())
    .toEqual([
      'Turn into request',
      'Suggest…',
      'Draft invoice…',
      'Draft quote…',
      'Draft expense…',
      'Close',
      'Mark unread',
      'Assigned to Sam Reyes',
      'Snooze',
    ])
  await sheet.getByRole('button', { name: 'Assigned to Sam Reyes' }).click()
  expect(await violationsOf(page)).toEqual([])
  await sheet.getByRole('button', { name: 'Dana Kowalski (you)' }).click()
  await page.getByRole('status').getByText('Assigned to you').waitFor()
  await page.getByRole('button', { name: 'Actions' }).click()
  await sheet.getByRole('button', { name: 'Snooze' }).click()
  await sheet.getByRole('button', { name: /^Tomorrow/ }).click()
  await page.getByRole('status').getByText('Comes back Sat 8:00 AM').waitFor()
  // As after closing, the list is there again.
  await page.getByText('November units').waitFor()
}, 20_000)
