import type { Locator } from 'playwright-core'
import { isSmall, type Person } from '../support/person.ts'

/** Goes to a place by what one sees: the list at the left, or the bar at the bottom. */
export async function goTo(
  { page, kind }: Person,
  place: 'Home' | 'Inbox' | 'Requests' | 'Contacts' | 'Invoices' | 'Quotes' | 'Settings',
): Promise<void> {
  if (!isSmall(kind))
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: place }).click()
  else {
    const bar = page.getByRole('navigation', { name: 'Main, phone' })
    if (place === 'Settings') {
      await bar.getByRole('button', { name: 'More' }).click()
      await page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Settings' }).click()
    } else await bar.getByRole('link', { name: isMoney(place) ? 'Money' : place }).click()
    if (place === 'Quotes')
      await page.getByRole('navigation', { name: 'Money' }).getByRole('link', { name: place }).click()
  }
  if (place !== 'Home') await page.getByRole('heading', { level: 1, name: place }).waitFor()
}

const isMoney = (place: string) => place === 'Invoices' || place === 'Quotes'

export async function addTax(person: Person, name: string, percent: string): Promise<void> {
  const { page } = person
  await goTo(person, 'Settings')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Taxes' }).click()
  await page.getByRole('button', { name: 'Add tax' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add tax' })
  await dialog.getByLabel('Name on the invoice').fill(name)
  await dialog.getByLabel('Percent').fill(percent)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('listitem').filter({ hasText: name }).getByText(`${percent}%`).waitFor()
}

export async function addContact(person: Person, name: string, email: string): Promise<void> {
  const { page } = person
  await goTo(person, 'Contacts')
  if (isSmall(person.kind)) {
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('dialog', { name: 'New' }).getByRole('button', { name: 'Contact' }).click()
  } else await page.getByRole('link', { name: 'New contact' }).first().click()
  const drawer = page.getByRole('dialog', { name: 'New contact' })
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  await drawer.getByLabel('Email').fill(email)
  await drawer.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** The status as the header of a document says it. */
export const statusOf = ({ page }: Person): Locator => page.locator('.document-header .pill')
