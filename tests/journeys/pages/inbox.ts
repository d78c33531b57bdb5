import type { Person } from '../support/person.ts'
import { isSmall } from '../support/person.ts'

/** Opens what somebody wrote; on a phone the list makes way for it. */
export async function openConversation({ page }: Person, name: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(name) }).click()
  await page.getByRole('article').first().waitFor()
}

export async function addSender({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByText(`${name} is in your contacts`).waitFor()
  await page.getByRole('form', { name: 'Unknown sender' }).waitFor({ state: 'detached' })
}

/** From the conversation that is open to the work that it is about. */
export async function turnIntoWork({ page, kind }: Person, title: string): Promise<void> {
  if (isSmall(kind)) {
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('dialog', { name: 'Actions' }).getByRole('button', { name: 'Turn into request' }).click()
  } else await page.getByRole('button', { name: 'Turn into request' }).click()
  const dialog = page.getByRole('dialog', { name: 'Turn into request' })
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Request created').waitFor()
  await page.getByRole('button', { name: 'Open', exact: true }).last().click()
  await page.getByRole('heading', { name: title }).waitFor()
}
