import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const PRICE_LIST = '/settings/items'
const LABOUR = '00000000-0000-7000-8000-000000000600'

const sent = (method: string) => app.world.calls.findLast((call) => call.method === method)

it.each(['desktop', 'phone'] as const)('the price list is kept by keyboard on a %s', async (size) => {
  const { page } = await app.open(PRICE_LIST, { size })
  await page.getByText('$120.00 / h').waitFor()
  await page.getByRole('button', { name: 'Add item' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add item' })
  await dialog.waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByText('Enter a price, such as 110').waitFor()
  await page.keyboard.type('Drain camera')
  await page.keyboard.press('Tab')
  await page.keyboard.type('85')
  await page.keyboard.press('Tab')
  expect(await dialog.getByLabel('Price in CAD').inputValue()).toBe('85')
  await page.keyboard.type('visit')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('$85.00 / visit').waitFor()
  expect(sent('POST')?.body).toEqual({
    name: 'Drain camera',
    rate: '85',
    unit: 'visit',
    tax_rate_id: '00000000-0000-7000-8000-000000000002',
    description: null,
  })
})

it('an item is edited, archived, restored and deleted, and both of the last can be taken back', async () => {
  const { page } = await app.open(PRICE_LIST)
  const act = async (verb: string) => {
    await page.getByRole('button', { name: 'Actions for Labour' }).click()
    await page.getByRole('menuitem', { name: verb }).click()
  }
  const row = page.getByRole('button', { name: 'Actions for Labour' })
  await act('Edit')
  const dialog = page.getByRole('dialog', { name: 'Edit item' })
  expect(await dialog.getByLabel('Description, printed under the name').inputValue()).toMatch(/^Licensed/)
  await dialog.getByLabel('Tax').selectOption('No tax')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(sent('PATCH')).toMatchObject({ path: `/v1/items/${LABOUR}`, body: { tax_rate_id: null, if_match_version: 1 } })
  await act('Archive')
  await row.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Archived' }).click()
  await act('Restore')
  await page.getByText('Nothing is archived').waitFor()
  expect(sent('PATCH')?.body).toEqual({ status: 'ACTIVE', if_match_version: 3 })
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await act('Delete')
  await row.waitFor({ state: 'detached' })
  await page.keyboard.press('z')
  await row.waitFor()
  expect(sent('DELETE')).toBeUndefined()
})

it('it is searched by the first letters, in the address', async () => {
  const { page } = await app.open(`${PRICE_LIST}?q=cop`)
  await page.getByText('$14.50 / m').waitFor()
  expect(await page.getByRole('button', { name: /^Actions for / }).count()).toBe(1)
  await page.getByLabel('Search the price list').fill('drain')
  await page.getByText('No item fits').waitFor()
  expect(page.url()).toContain('?q=drain')
})

it('who only reads sees the prices and who may change them', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(PRICE_LIST)
  await page.getByText('$120.00 / h').waitFor()
  await page.getByText('Owners, admins and staff can change it.').waitFor()
  expect(await page.getByRole('button', { name: /Actions for Labour|Add item/ }).count()).toBe(0)
})

it('says what belongs here while there is nothing', async () => {
  app.world.isEmpty = true
  const { page } = await app.open(PRICE_LIST)
  await page.getByText('Nothing on the price list yet').waitFor()
})
