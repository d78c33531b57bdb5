import { expect, it } from 'vitest'
import { conversations } from '../support/maple-inbox.ts'
import { tellPresent } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [luis, theo] = [conversations[0]!, conversations[1]!]
const told = () => app.world.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/live')

it('shows who else has the conversation open, and tells others once one stays', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`)
  await page.getByRole('article').first().waitFor()
  await expect.poll(() => app.world.live.size).toBe(1)
  await expect.poll(() => told().at(-1)?.body).toMatchObject({ conversation_id: luis.id, state: 'READING' })
  const header = page
    .getByRole('region', { name: 'Conversation', exact: true })
    .getByRole('banner')
    .or(page.locator('.thread .pane-header'))
  tellPresent(app.world, luis.id, { user_dana: 'READING', user_sam: 'READING' })
  await header.getByText('Sam is here, too').waitFor()
  tellPresent(app.world, luis.id, { user_dana: 'READING', user_sam: 'WRITING' })
  await header.getByText('Sam is writing').waitFor()
  // Of another conversation nothing is said here.
  tellPresent(app.world, theo.id, { user_sam: 'WRITING' })
  await header.getByText('Sam is writing').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Home' }).click()
  await expect.poll(() => told().at(-1)?.body).toMatchObject({ conversation_id: null })
  expect(told()).toHaveLength(2)
}, 20_000)
