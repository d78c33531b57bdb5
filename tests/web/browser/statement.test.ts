import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp({ asShipped: true })
const CONTACT = '/contacts/00000000-0000-7000-8000-000000000100'
const called = (part: string) => app.world.calls.findLast(({ path }) => path.includes(part))

it.each(['desktop', 'phone'] as const)('is found from a contact, read, and mailed, on a %s', async (size) => {
  const { page } = await app.open(CONTACT, { size })
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Statement' }).click()
  const account = page.getByRole('region', { name: 'Account in CAD' })
  await account.getByText('Balance on Nov 20, 2026').waitFor()
  expect(await account.locator('dl').textContent()).toMatch(/31–60 days\$130\.00.*Credit\$10\.00/)
  expect(await account.locator('tbody tr').allTextContents()).toEqual([
    expect.stringMatching(/Balance before.*\$40\.00/),
    expect.stringMatching(/Invoice INV-1039 due Sep 24.*\$200\.00.*\$240\.00/),
    expect.stringMatching(/Payment for INV-1039 Visa ending 4242.*−\$100\.00.*\$140\.00/),
    expect.stringMatching(/Credit note CN-0001.*−\$20\.00.*\$120\.00/),
  ])
  await page.getByRole('button', { name: 'Send' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send statement' })
  await dialog.getByLabel('To').fill('')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.getByText('Enter an email address').waitFor()
  await dialog.getByLabel('To').fill('books@okafor.example')
  await dialog.getByLabel('Message').fill('As you asked')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Statement sent to books@okafor.example').waitFor()
  expect(called('/send-statement')?.body).toEqual({ to_address: 'books@okafor.example', message: 'As you asked' })
})

it('asks for the days that are chosen', async () => {
  const { page } = await app.open(`${CONTACT}/statement`, { size: 'desktop' })
  await page.getByLabel('From').fill('2026-10-01')
  await expect.poll(() => called('/statement?')?.path).toContain('from=2026-10-01')
  await expect.poll(() => page.url()).toContain('from=2026-10-01')
})

it('takes nobody back who left right after he typed a day', async () => {
  const { page } = await app.open(`${CONTACT}/statement`, { size: 'desktop' })
  await page.getByLabel('From').waitFor()
  // The page that one leaves stays until the next one comes.
  await page.route(/\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700))
    // What is still on its way when the window closes is nobody’s any more.
    await route.continue().catch(() => {})
  })
  await page.getByLabel('From').fill('2026-10-01')
  await page.getByRole('link', { name: 'Invoices' }).first().click()
  await page.getByText('INV-1042').first().waitFor()
  expect(page.url()).toMatch(/\/invoices$/)
})

it.each([
  ['VIEWER', true, false],
  ['AGENT', false, false],
] as const)('shows a %s what he may', async (role, sees, sends) => {
  app.world.role = role
  const { page } = await app.open(`${CONTACT}/statement`, { size: 'desktop' })
  await page.getByText(sees ? 'Balance on Nov 20, 2026' : /statements/).waitFor()
  expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(sends ? 1 : 0)
})
