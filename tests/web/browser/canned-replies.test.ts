import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { conversations } from '../support/maple-inbox.ts'
import { useApp } from './app.ts'

const app = useApp()
const [luis, theo] = [conversations[0]!, conversations[1]!]
const sent = () => app.world.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))

it('puts a canned reply in by / and the keyboard alone, with what is known filled in', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('button', { name: 'Reply' }).waitFor()
  await page.keyboard.press('r')
  const answer = page.getByRole('textbox', { name: 'Answer' })
  await expect.poll(() => answer.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('Good news.\n/')
  const asked = page.getByRole('dialog', { name: 'Canned replies' })
  await asked.getByText('Call back').waitFor()
  await asked.getByText('Hi Luis, I am on my way. Dana').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.type('way')
  await asked.getByText('Call back').waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await expect.poll(() => answer.inputValue()).toBe('Good news.\nHi Luis, I am on my way. Dana')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => sent().length).toBe(1)
}, 20_000)

it('sends no letter with a hole in it, and / within a line is only a sign', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('button', { name: 'Reply' }).click()
  const answer = page.getByRole('textbox', { name: 'Answer' })
  await answer.pressSequentially('Morning / noon. ')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByRole('button', { name: 'Canned replies' }).click()
  await page.getByRole('menuitem', { name: /Call back/ }).click()
  await expect.poll(() => answer.inputValue()).toBe('Morning / noon.\n\nWe will call you at {{contact.phone}} today.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Fill in {{contact.phone}} first').waitFor()
  expect(sent()).toEqual([])
}, 20_000)

it('are kept in Settings: added, edited, deleted and taken back', async () => {
  const { page } = await app.open('/settings/templates')
  await page.getByRole('button', { name: 'Add template' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('Name').fill('Thanks')
  await asked.getByRole('button', { name: 'Save' }).click()
  await asked.getByText('Write the text').waitFor()
  await asked.getByLabel('Text').fill('Thank you, {{contact.first_name}}.')
  expect(await violationsOf(page)).toEqual([])
  await asked.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Thanks saved').waitFor()
  expect(app.world.calls.find(({ method, path }) => method === 'POST' && path === '/v1/templates')?.body).toEqual({
    type: 'MESSAGE',
    name: 'Thanks',
    content: 'Thank you, {{contact.first_name}}.',
  })
  await page.getByRole('button', { name: 'Actions for On my way' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('On my way was deleted').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Hi {{contact.first_name}}, I am on my way').waitFor()
}, 20_000)
