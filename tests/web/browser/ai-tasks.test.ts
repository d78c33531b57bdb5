import { expect, it } from 'vitest'
import { tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const RETRY = /^\/v1\/ai-drafts\/[^/]+\/retry$/

it.each(['desktop', 'phone'] as const)('what machines did is found, narrowed and asked again: %s', async (size) => {
  const { page, complaints } = await app.open('/drafts', { size })
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByText('A model looked closer').first().waitFor()
  await page.getByText('2 calls').first().waitFor()
  await page.getByRole('link', { name: 'Failed' }).click()
  await expect.poll(() => page.getByText('A model looked closer').count()).toBe(0)
  await page.getByText('Nothing could be read').first().waitFor()
  expect(page.url()).toContain('status=FAILED')
  // What was given up says how a person goes on.
  const unread = page.getByRole('listitem').filter({ hasText: 'The tap in the hall' })
  await unread.getByText('Given up', { exact: true }).waitFor()
  expect(
    await unread.getByRole('link', { name: 'Draft it yourself: The tap in the hall' }).getAttribute('href'),
  ).toMatch(/^\/inbox\/.+\?suggest=given-up$/)
  await page.getByText('Why', { exact: true }).first().click()
  await page.getByText('It did not answer.').waitFor()
  await page.getByRole('button', { name: 'Ask again about Leaking tap' }).dblclick()
  await expect.poll(() => page.getByText('It did not answer.').count()).toBe(0)
  await page.getByRole('link', { name: 'Waiting' }).click()
  await page.getByText('A model is to look closer').waitFor()
  expect(app.world.calls.filter(({ path }) => RETRY.test(path)).length).toBe(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(complaints).toEqual([])
})

it('it goes on by itself while it is open', async () => {
  const { page } = await app.open('/drafts/activity?status=PENDING')
  await page.getByText('Nothing fits').waitFor()
  const draft = [...app.world.aiDrafts.values()][1]!
  const proposal = { state: 'WAITING', model: null, reason: null, outcome: null } as const
  app.world.aiDrafts.set(draft.id, { ...draft, proposal })
  tellChanged(app.world, 'ai_draft', draft.id)
  await page.getByText('A model is to look closer').waitFor()
})

it('kind and days stand in the address; who sees no drafts is told so', async () => {
  const { page } = await app.open('/drafts/activity?type=READ&from=2999-01-01')
  await page.getByText('Nothing fits').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByLabel('Kind').selectOption('ASK_MODEL')
  await page.getByText('A model looked closer').first().waitFor()
  expect(page.url()).toContain('type=ASK_MODEL')
  app.world.role = 'VIEWER'
  await page.reload()
  await page.getByText('You cannot see what machines did').waitFor()
})
