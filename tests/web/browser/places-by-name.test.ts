import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const changed = (path: string) =>
  app.world.calls.findLast((call) => call.method === 'PATCH' && call.path.startsWith(path))?.body

it('chooses country and time zone by their names in the language of the person', async () => {
  const { page } = await app.open('/settings/business', { locale: 'de-DE' })
  const country = page.getByRole('combobox', { name: 'Country' })
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  await expect.poll(() => country.inputValue()).toBe('Kanada')
  expect(await zone.inputValue()).toBe('Toronto')
  await country.fill('Österr')
  await page.getByRole('option', { name: 'Österreich' }).click()
  await zone.fill('vienna')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByLabel('Website').fill('cyclonerake.com')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect
    .poll(() => changed('/v1/business'))
    .toMatchObject({
      country: 'AT',
      timezone: 'Europe/Vienna',
      website: 'cyclonerake.com',
    })
})

it('finds by code and English name too, and takes nothing that is no place', async () => {
  const { page } = await app.open('/settings/business', { locale: 'de-DE' })
  const country = page.getByRole('combobox', { name: 'Country' })
  await country.fill('switz')
  expect(await page.locator('[role=listbox]:popover-open [role=option]').first().textContent()).toBe('Schweiz')
  await country.fill('Nowhere at all')
  await page.getByLabel('Website').focus()
  await expect.poll(() => country.inputValue()).toBe('Kanada')
  await country.fill('gb')
  await page.getByLabel('Website').focus()
  await expect.poll(() => country.inputValue()).toMatch(/Vereinigtes Königreich/)
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  await zone.fill('Japan')
  expect(await page.locator('[role=listbox]:popover-open [role=option]').first().textContent()).toContain('Tokyo')
  await zone.fill('')
  await page.getByLabel('Website').focus()
  await expect.poll(() => zone.inputValue()).toBe('Toronto')
})

it.each(['desktop', 'phone'] as const)(
  'keeps the country of a contact on a %s, and shows phones as written',
  async (size) => {
    const { page } = await app.open('/contacts/00000000-0000-7000-8000-000000000101', { size })
    await page.getByRole('button', { name: 'Phone: +1 416 555 0111. Edit' }).waitFor()
    const country = page.getByRole('combobox', { name: 'Country' })
    await country.fill('Germ')
    await page.getByRole('option', { name: 'Germany' }).click()
    await expect.poll(() => changed('/v1/contacts/')).toMatchObject({ country: 'DE' })
  },
)

it('says who has an address already, and refuses nothing', async () => {
  const { page } = await app.open('/contacts?new=1')
  await page.route('**/v1/contacts?*q=*', async (route) => {
    const answer = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/q=[^&]*/, 'q='),
    })
    await route.fulfill({ response: answer })
  })
  const drawer = page.getByRole('dialog', { name: 'New contact' })
  await drawer.getByLabel('Name').fill('Jane again')
  await drawer.getByLabel('Email').fill('JANE@okafor.example')
  await drawer.getByText('Jane Okafor has this address already.').waitFor()
  await drawer.getByRole('button', { name: 'Create' }).click()
  await expect
    .poll(() => app.world.calls.findLast((call) => call.method === 'POST' && call.path === '/v1/contacts')?.body)
    .toMatchObject({ email: 'JANE@okafor.example' })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
