import { expect } from 'vitest'
import { isSmall, type Person } from '../support/person.ts'
import { goTo } from './app.ts'

export interface Line {
  name: string
  qty: string
  rate: string
  /** Of a quote: it counts once the customer has chosen it. */
  optional?: boolean
}

const editorOf = ({ page }: Person) => page.getByRole('dialog', { name: /^(Invoice|Quote)$/ })

export const writeInvoice = (person: Person, to: string, lines: readonly Line[]) => write(person, 'invoice', to, lines)
export const writeQuote = (person: Person, to: string, lines: readonly Line[]) => write(person, 'quote', to, lines)

/** A new one from its list, up to the moment before it is sent. */
async function write(person: Person, word: 'invoice' | 'quote', to: string, lines: readonly Line[]): Promise<void> {
  const { page } = person
  await goTo(person, word === 'quote' ? 'Quotes' : 'Invoices')
  await page
    .getByRole('link', { name: `New ${word}` })
    .first()
    .click()
  const editor = editorOf(person)
  await editor.getByRole('heading', { name: `New ${word}` }).waitFor()
  if (isSmall(person.kind)) {
    await chooseOnPhone(person, to)
    for (const [index, line] of lines.entries()) await addLineOnPhone(person, index, line)
  } else {
    await chooseContact(person, to)
    for (const [index, line] of lines.entries()) await addLine(person, index, line)
  }
  await seeSaved(person)
}

const seeSaved = (person: Person): Promise<void> =>
  editorOf(person)
    .getByText(/^Saved \d/)
    .filter({ visible: true })
    .waitFor()

/** Says the price of a line that came with the draft. */
export async function priceLine(person: Person, name: string, rate: string): Promise<void> {
  const editor = editorOf(person)
  await editor.getByRole('heading', { name: /^Edit / }).waitFor()
  if (isSmall(person.kind)) {
    await editor.getByRole('button', { name }).click()
    const sheet = person.page.getByRole('dialog', { name: 'Line 1' })
    await sheet.getByLabel('Price').fill(rate)
    await sheet.getByRole('button', { name: 'Done' }).click()
    await sheet.waitFor({ state: 'detached' })
  } else await editor.getByLabel('Price').first().fill(rate)
  await seeSaved(person)
}

/** Leaves what is saved, or on its way out. */
export async function leaveEditor(person: Person): Promise<void> {
  const editor = editorOf(person)
  await editor.getByRole('button', { name: isSmall(person.kind) ? 'Back' : 'Close' }).click()
  await editor.waitFor({ state: 'detached' })
}

async function chooseContact(person: Person, to: string): Promise<void> {
  const field = editorOf(person).getByRole('combobox', { name: 'To', exact: true })
  await field.fill(to.slice(0, 4))
  await editorOf(person).getByRole('option', { name: to }).click()
  await expect.poll(() => field.inputValue()).toBe(to)
}

async function chooseOnPhone(person: Person, to: string): Promise<void> {
  await editorOf(person).getByRole('button', { name: 'Choose who it is for' }).click()
  const sheet = person.page.getByRole('dialog', { name: 'To', exact: true })
  await sheet.getByRole('combobox', { name: 'To', exact: true }).fill(to.slice(0, 4))
  await sheet.getByRole('option', { name: to }).click()
  await sheet.waitFor({ state: 'detached' })
  await editorOf(person).getByRole('button', { name: to }).waitFor()
}

async function addLine(person: Person, index: number, line: Line): Promise<void> {
  const editor = editorOf(person)
  if (index > 0) await editor.getByRole('button', { name: 'Add line' }).click()
  await editor.getByRole('combobox', { name: `Item ${index + 1}` }).fill(line.name)
  await editor.getByLabel('Quantity', { exact: true }).nth(index).fill(line.qty)
  await editor.getByLabel('Price').nth(index).fill(line.rate)
  if (line.optional) await editor.getByRole('checkbox', { name: 'Optional' }).nth(index).check()
}

async function addLineOnPhone(person: Person, index: number, line: Line): Promise<void> {
  const open = index === 0 ? 'What is it for?' : 'Add line'
  await editorOf(person).getByRole('button', { name: open }).click()
  const sheet = person.page.getByRole('dialog', { name: `Line ${index + 1}` })
  await sheet.getByRole('combobox', { name: `Item ${index + 1}` }).fill(line.name)
  await sheet.getByLabel('Quantity', { exact: true }).fill(line.qty)
  await sheet.getByLabel('Price').fill(line.rate)
  if (line.optional) await sheet.getByRole('checkbox', { name: 'Optional' }).check()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await sheet.waitFor({ state: 'detached' })
}

export const totalOf = (person: Person) => editorOf(person).locator('.editor-footer .title-page').textContent()

/** Presses Send and sees it held. */
export async function pressSend(person: Person, to: string): Promise<void> {
  const editor = editorOf(person)
  await editor.getByRole('button', { name: /^Send (invoice|quote)$/ }).click()
  // What was sent before may stand in a toast beside it.
  const footer = editor.locator('.editor-footer')
  await footer.getByText(`Sending to ${to}…`).waitFor()
  await footer.getByRole('button', { name: /^Undo \d+$/ }).waitFor()
}

/** Waits out the ten seconds and the mail service. */
export async function seeSent({ page }: Person, number: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: number }).waitFor({ timeout: 40_000 })
}
