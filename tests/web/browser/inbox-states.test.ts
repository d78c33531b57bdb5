import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const LIST = 'GET /v1/conversations'
const forbidden = { status: 403, body: refusal('FORBIDDEN', 'Your role does not include it') }
const down = { status: 503, body: refusal('UNAVAILABLE', 'Not now') }

it.each(['desktop', 'phone'] as const)(
  'shows an empty inbox on a %s how mail gets into it',
  async (size) => {
    app.world.isEmpty = true
    const { page, context } = await app.open('/inbox', { size })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByText('maple-corner-k7q2m9xw@in.smbhub.example').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Address copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('maple-corner-k7q2m9xw@in.smbhub.example')
  },
  20_000,
)

it('says that it did not load, keeps the last list, and tries again', async () => {
  app.world.answers.set(LIST, down)
  const { page } = await app.open('/inbox')
  await page.getByText('The inbox did not load').waitFor()
  app.world.answers.delete(LIST)
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByText('Undelivered mail').waitFor()
  await page.goto(`${app.origin}/inbox/00000000-0000-7000-8000-00000000ffff`)
  await page.getByText('There is no such thing as this conversation').waitFor()
  await page.getByRole('link', { name: /Theo Marchetti/ }).waitFor()
}, 20_000)

it('says so to whom it is not for', async () => {
  app.world.answers.set(LIST, forbidden)
  const { page } = await app.open('/inbox')
  await page.getByRole('heading', { name: 'You cannot see the inbox' }).waitFor()
}, 20_000)

it('gives the business a new address after saying what becomes of the old one', async () => {
  const { page } = await app.open('/settings/mailbox')
  await page.getByRole('button', { name: 'Get a new address' }).click()
  const dialog = page.getByRole('dialog', { name: 'Get a new address?' })
  await dialog.getByText('It goes on working for 14 days').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep this one')
  await dialog.getByRole('button', { name: 'Get a new address' }).click()
  await page.getByText('You have a new address').waitFor()
  const rotated = app.world.calls.filter(({ path }) => path.endsWith('/rotate'))
  expect(rotated.length).toBe(1)
}, 20_000)
