import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const asShop = () => {
  app.world.profileId = 'retail_pos'
  app.world.overrides = { capabilities: { quotes: false } }
}
const sent = (method: string, path: string) =>
  app.world.calls.filter((call) => call.method === method && call.path === path).map(({ body }) => body)

it('H-PROF-12 a shop reads its own words, and finds no quotes: 1280', async () => {
  asShop()
  const { page, complaints } = await app.open('/home')
  const side = page.getByRole('navigation', { name: 'Main', exact: true })
  await side.getByRole('link', { name: 'Orders / Issues' }).waitFor()
  await page.getByText('New orders / issues').waitFor()
  await page.getByRole('link', { name: 'New order issue' }).waitFor()
  expect(await side.getByRole('link', { name: /Quotes|Requests/ }).count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: /New order issue/ }).waitFor()
  expect(await page.getByRole('option', { name: /quote/i }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await side.getByRole('link', { name: 'Orders / Issues' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders / Issues' }).waitFor()
  await expect.poll(() => page.title()).toContain('Orders / Issues')
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'New order issue' })
  await dialog.getByRole('button', { name: 'Add type, priority and details' }).click()
  await dialog.getByLabel('External order').fill('17-4')
  await dialog.getByLabel('Title').fill('Broken cup')
  expect(await dialog.getByLabel('Type').inputValue()).toBe('ORDER')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Order issue created').waitFor()
  expect(sent('POST', '/v1/work-items')).toMatchObject([{ type: 'ORDER', labels_json: { external_order_id: '17-4' } }])
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  expect(complaints).toEqual([])
  // Its address says so, and is no error.
  await page.goto(`${app.origin}/quotes`)
  await page.getByRole('heading', { name: 'Switched off' }).waitFor()
  await page.getByRole('link', { name: 'Back to Home' }).waitFor()
}, 20_000)

it('the same on a phone, for an agent, who can change nothing of it: 390', async () => {
  asShop()
  app.world.role = 'AGENT'
  const { page } = await app.open('/work', { size: 'phone' })
  const bar = page.getByRole('navigation', { name: 'Main, phone' }).getByRole('link')
  await bar.filter({ hasText: 'Orders / Issues' }).waitFor()
  // A long word of a profile moves nothing in the bar.
  const icons = await bar.locator('svg').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top))
  expect(new Set(icons).size).toBe(1)
  await page.getByRole('button', { name: 'More' }).click()
  const sheet = page.getByRole('dialog', { name: 'More' })
  await sheet.getByRole('button', { name: 'Settings' }).waitFor()
  expect(await sheet.getByRole('button', { name: 'Quotes' }).count()).toBe(0)
  await page.goto(`${app.origin}/quotes`)
  await page.getByRole('heading', { name: 'Switched off' }).waitFor()
  await page.getByRole('link', { name: 'Back to Home' }).waitFor()
  await page.goto(`${app.origin}/settings/profile`)
  await page.getByRole('switch', { name: 'Quotes' }).waitFor()
  expect(await page.getByRole('switch', { name: 'Quotes' }).isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: /Save|Take/ }).count()).toBe(0)
}, 20_000)

it('N17 an owner sees what a change alters before he saves it, and has a way back', async () => {
  const { page } = await app.open('/settings/profile')
  await page.getByLabel('Kind of business').selectOption('retail_pos')
  await page.getByText('“Requests” is called “Orders / Issues”.').waitFor()
  await page.getByRole('switch', { name: 'Quotes' }).click()
  await page.getByText('Quotes off: 6 are kept, out of sight.').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(sent('PATCH', '/v1/business')).toEqual([{ profile_id: 'retail_pos' }])
  expect(sent('PATCH', '/v1/profile/tenant-overrides')).toEqual([{ capabilities: { quotes: false } }])
  const side = page.getByRole('navigation', { name: 'Main', exact: true })
  await side.getByRole('link', { name: 'Orders / Issues' }).waitFor()
  await side.getByRole('link', { name: 'Quotes' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Take them back' }).click()
  await side.getByRole('link', { name: 'Quotes' }).waitFor()
}, 20_000)

it('has the columns and moves of its profile, one more for what stands elsewhere, and says what a document needs', async () => {
  app.world.overrides = {
    workflows: { work_item_statuses: ['NEW', 'IN_PROGRESS', 'DONE'] },
    required_fields: { invoice: ['contact_id', 'line_items', 'reference'] },
  }
  const { page } = await app.open('/work?view=board')
  const columns = page.locator('.work-board h2')
  const words = async () => (await columns.allTextContents()).map((text) => text.replace(/\d+$/, ''))
  await expect.poll(words).toEqual(['New', 'In progress', 'Waiting'])
  await page.locator('.work-board').getByRole('button', { name: /^Move/ }).first().click()
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['In progress', 'Done'])
  await page.goto(`${app.origin}/invoices?edit=new`)
  await page.getByLabel('Reference (needed to send)').waitFor()
  expect(await page.getByLabel('Terms, printed below the notes', { exact: true }).count()).toBe(1)
})
