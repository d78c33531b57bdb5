import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const CONTACT = '/contacts/00000000-0000-7000-8000-000000000100'

it.each(['desktop', 'phone'] as const)('records what a customer pays in advance, on a %s', async (size) => {
  const { page } = await app.open(CONTACT, { size })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Record advance…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record advance' })
  await dialog.getByRole('button', { name: 'Record advance' }).click()
  await dialog.getByText('Enter an amount').waitFor()
  await dialog.getByLabel('Amount').fill('80.50')
  await dialog.getByLabel('How').selectOption('Cash')
  await dialog.getByLabel('Note').fill('Deposit')
  await dialog.getByRole('button', { name: 'Record advance' }).click()
  await page.getByText('$80.50 kept for').waitFor()
  const posted = app.world.calls.findLast(({ path }) => path.endsWith('/record-advance'))
  expect(posted?.body).toEqual({ provider: 'CASH', amount: '80.50', currency: 'CAD', note: 'Deposit' })
})
