import { expect } from 'vitest'
import type { Person } from '../support/person.ts'
import { statusOf } from './app.ts'

export async function openInvoice(person: Person, { id, number }: { id: string; number: string }): Promise<void> {
  await person.page.goto(`${person.origin}/invoices/${id}`)
  await person.page.getByRole('heading', { level: 1, name: number }).waitFor()
}

/** A few seconds are what a person waits. */
export const seeStatus = (person: Person, status: string): Promise<void> =>
  expect.poll(() => statusOf(person).textContent(), { timeout: 8_000 }).toBe(status) as Promise<void>

export async function recordPayment({ page }: Person, amount: string | null): Promise<void> {
  await page.getByRole('button', { name: 'Record payment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  if (amount !== null) await dialog.getByLabel('Amount').fill(amount)
  await dialog.getByRole('button', { name: 'Record' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Opens the dots and answers the question that follows. */
export async function askFirst({ page }: Person, dots: string, item: string, answer: string): Promise<void> {
  await page.getByRole('button', { name: dots, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
  const dialog = page.locator('dialog:modal')
  await dialog.getByRole('button', { name: answer }).click()
  await dialog.waitFor({ state: 'detached' })
}
