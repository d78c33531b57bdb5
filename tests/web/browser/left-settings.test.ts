import { describe, expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const saved = () => app.world.calls.findLast(({ method, path }) => method === 'PATCH' && path === '/v1/business')?.body

describe('settings that are left before they are saved', () => {
  it.each(['desktop', 'phone'] as const)(
    'say so on a %s, are there again, and are saved or discarded',
    async (size) => {
      const { page } = await app.open('/settings/business', { size })
      const name = page.getByLabel('Business name')
      const before = await name.inputValue()
      await name.fill('Maple Corner')
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Taxes' }).click()
      await page.getByText('Business: your changes are kept here, not saved yet').waitFor()
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      expect(await name.inputValue()).toBe('Maple Corner')
      expect(saved()).toBeUndefined()
      await page.getByRole('button', { name: 'Discard' }).click()
      expect(await name.inputValue()).toBe(before)
      await name.fill('Maple & Sons')
      await page.getByRole('button', { name: 'Save changes' }).click()
      await expect.poll(saved).toMatchObject({ name: 'Maple & Sons' })
      await page.getByRole('button', { name: 'Discard' }).waitFor({ state: 'detached' })
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Team' }).click()
      await page.getByRole('button', { name: 'Invite' }).first().waitFor()
      expect(await page.getByText('Business: your changes are kept here').count()).toBe(0)
    },
  )

  it('are said to be elsewhere once, and only until they are open again', async () => {
    const { page } = await app.open('/settings/business')
    const settings = page.getByRole('navigation', { name: 'Settings' })
    const said = page.getByText('Business: your changes are kept here, not saved yet')
    await page.getByLabel('Business name').fill('Maple Corner')
    await settings.getByRole('link', { name: 'Taxes' }).click()
    await said.waitFor()
    await settings.getByRole('link', { name: 'Business' }).click()
    await page.getByLabel('Business name').waitFor()
    await said.waitFor({ state: 'detached', timeout: 4_000 })
    await settings.getByRole('link', { name: 'Team' }).click()
    await said.waitFor()
    expect(await said.count()).toBe(1)
  })

  it('keep a window open whose background was hit', async () => {
    const { page } = await app.open('/contacts?new=1')
    const name = page.getByRole('dialog').getByLabel(/^Name/).first()
    await name.fill('Jane')
    await page.mouse.click(20, 400)
    expect(await name.inputValue()).toBe('Jane')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})
