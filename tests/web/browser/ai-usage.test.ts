import { expect, it } from 'vitest'
import { usageWith } from '../support/mock-ai-usage.ts'
import { useApp } from './app.ts'

const app = useApp()
const USAGE = 'GET /v1/ai-usage'
const answer = (...of: Parameters<typeof usageWith>) => ({
  status: 200,
  body: { data: usageWith(...of), meta: { request_id: 'req_1', cursor: null } },
})

it.each(['desktop', 'phone'] as const)('what was asked of models stands against the plan: %s', async (size) => {
  const { page, complaints } = await app.open('/settings/ai', { size })
  await page.getByText('588 calls left. On Dec 1 the count begins anew.').waitFor()
  await page.getByText('By Nov 30 it will be about 618 calls at this pace.').waitFor()
  await page.getByRole('cell', { name: 'November 2026' }).waitFor()
  expect(await page.getByRole('cell', { name: '100%' }).count()).toBe(3)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  const here = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'AI', exact: true })
  const { x, width } = (await here.boundingBox())!
  expect(x >= 0 && x + width <= page.viewportSize()!.width, 'where one is can be seen').toBe(true)
  expect(complaints).toEqual([])
})

it('at the limit it says what goes on, what does not, and from when', async () => {
  app.world.answers.set(USAGE, answer(1000))
  const { page } = await app.open('/settings/ai')
  await page.getByText(/All of the 1,000 calls of your plan are used\. Until Dec 1 no model is asked/).waitFor()
  await page.getByText(/what rules read in messages, receipts and notes, which is free and goes on/).waitFor()
  expect(await page.getByText('at this pace').count()).toBe(0)
})

it('a month that ends before its time, one without limit and an empty one are said so', async () => {
  app.world.answers.set(USAGE, answer(800))
  const { page } = await app.open('/settings/ai')
  await page
    .getByText(/By Nov 30 it will be about 1,200 calls at this pace: about Nov 25 the last one of your plan goes out\./)
    .waitFor()
  app.world.answers.set(USAGE, answer(5000, { limit: null }))
  await page.reload()
  await page.getByText('Your plan has no limit. By Nov 30 it will be about 7,500 calls at this pace.').waitFor()
  app.world.answers.delete(USAGE)
  app.world.isEmpty = true
  await page.reload()
  await page.getByText('No model was asked this month.').waitFor()
  expect(await page.getByText('Month by month').count()).toBe(0)
})

it('an agent is told that it is not for him', async () => {
  app.world.role = 'AGENT'
  const { page } = await app.open('/settings/ai')
  await page.getByText('You cannot see what models were asked').waitFor()
  expect(await page.getByRole('link', { name: 'AI', exact: true }).count()).toBe(0)
})

it('a suggestion that a model did not see for want of calls leads there, whoever may look', async () => {
  const draft = [...app.world.aiDrafts.values()][0]!
  const proposal = { state: 'FAILED', model: null, reason: 'Your plan has 1000 AI calls', outcome: 'limited' } as const
  app.world.aiDrafts.set(draft.id, { ...draft, proposal })
  const { page } = await app.open(`/drafts/${draft.id}`)
  await page.getByText('The AI calls of your plan are used for this month').waitFor()
  expect(await page.getByRole('button', { name: 'Ask again' }).count()).toBe(0)
  await page.getByRole('link', { name: 'See what was used' }).click()
  await page.waitForURL(/\/settings\/ai$/)
  app.world.role = 'AGENT'
  await page.goto(`${app.origin}/drafts/${draft.id}`)
  await page.getByText('The AI calls of your plan are used for this month').waitFor()
  expect(await page.getByRole('link', { name: 'See what was used' }).count()).toBe(0)
})
