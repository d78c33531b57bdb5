import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()

interface Window {
  name: string
  path: string
  /** How it is opened there. */
  open: (page: Page) => Promise<void>
  /** The last is what a suggestion or another field must not be confused with. */
  field: string
  typed: string
}

const button = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()
const WINDOWS: Window[] = [
  {
    name: 'New contact',
    path: '/contacts',
    open: async (page) => {
      await page.goto(`${app.origin}/contacts?new=1`)
    },
    field: 'Company',
    typed: 'Berg & Sons',
  },
  {
    name: 'New item',
    path: '/settings/items',
    open: button('Add item'),
    field: 'Name on the invoice',
    typed: 'Gravel',
  },
  { name: 'New tax', path: '/settings/taxes', open: button('Add tax'), field: 'Name on the invoice', typed: 'PST' },
  {
    name: 'Invitation',
    path: '/settings/team',
    open: button('Invite'),
    field: 'Email',
    typed: 'kim@maplecorner.example',
  },
  {
    name: 'Payment on INV-1042',
    path: '/invoices/00000000-0000-7000-8000-000000000201',
    open: button('Record payment'),
    field: 'Note',
    typed: 'In two envelopes',
  },
]

it.each(WINDOWS)('keeps what was typed into the window of $name until it is thrown away', async (one) => {
  const { page } = await app.open(one.path)
  const dialog = page.getByRole('dialog')
  const field = dialog.getByLabel(one.field)
  await one.open(page)
  await field.fill(one.typed)
  await page.keyboard.press('Escape')
  await page.getByText(`${one.name}: your changes are kept here, not saved yet`).waitFor()
  await page.goto(app.origin + one.path)
  await one.open(page)
  await dialog.getByText('Kept from before, not saved yet').waitFor()
  expect(await field.inputValue()).toBe(one.typed)
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await dialog.waitFor({ state: 'detached' })
  await one.open(page)
  expect(await field.inputValue()).toBe('')
  expect(await dialog.getByText('Kept from before').count()).toBe(0)
})

it('forgets what was saved', async () => {
  const { page } = await app.open('/settings/items')
  await button('Add item')(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name on the invoice').fill('Gravel')
  await dialog.getByLabel(/^Price/).fill('12')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Gravel saved').waitFor()
  expect(await page.getByText('kept here').count()).toBe(0)
  await button('Add item')(page)
  expect(await dialog.getByLabel('Name on the invoice').inputValue()).toBe('')
})

it.each(['/settings/business', '/settings/payments'])(
  'has %s again after the page was closed, and never after a sign-out',
  async (path) => {
    const { page } = await app.open(path)
    const label = path.endsWith('business') ? 'Business name' : 'Account holder'
    const field = page.getByLabel(label)
    const before = await field.inputValue()
    await field.fill('Maple Corner Ltd')
    await page.reload()
    await page.getByText('Not saved yet').waitFor()
    expect(await field.inputValue()).toBe('Maple Corner Ltd')
    await page.goto(`${app.origin}/settings/sign-in`)
    await page.getByRole('button', { name: 'Sign out here' }).click()
    await page.getByLabel('Email').waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes(' form ')))).toEqual([])
    app.world.isSignedIn = true
    await page.goto(app.origin + path)
    expect(await field.inputValue()).toBe(before)
  },
)

it('keeps no password', async () => {
  const { page } = await app.open('/settings/sign-in')
  await page.getByLabel('Current password').fill('a secret of mine')
  await page.goto(`${app.origin}/home`)
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('a secret of mine')
})
