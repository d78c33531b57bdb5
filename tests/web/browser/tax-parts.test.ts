import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const sent = (method: string) => app.world.calls.findLast((call) => call.method === method)

it('a tax of several parts is named part by part', async () => {
  const { page } = await app.open('/settings/taxes', { size: 'phone' })
  await page.getByRole('button', { name: 'Add tax' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add tax' })
  await dialog.getByLabel('Name on the invoice').fill('Quebec')
  await dialog.getByRole('button', { name: /several taxes/ }).click()
  await dialog.getByLabel('Tax 1', { exact: true }).fill('GST')
  await dialog.getByLabel('Percent 1').fill('5')
  await dialog.getByLabel('Tax 2', { exact: true }).fill('QST')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Give each part a name and a number').waitFor()
  await dialog.getByLabel('Percent 2').fill('9.975')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => sent('POST')?.body)
    .toEqual({
      name: 'Quebec',
      is_default: false,
      parts: [
        { name: 'GST', percent: '5', compound: false },
        { name: 'QST', percent: '9.975', compound: false },
      ],
    })
})
