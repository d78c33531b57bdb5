import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { useApp } from './app.ts'

const app = useApp()
const LIST = 'GET /v1/ops/review-queue'
const refused = (status: number, code: string, message: string, latest?: unknown) => ({
  status,
  body: { error: { code, message, details: [], ...(latest ? { latest } : {}) }, meta: { request_id: 'req_1' } },
})

it.each(['desktop', 'phone'] as const)(
  'a queue with source and draft, late ones marked, nothing to complain about: %s',
  async (size) => {
    app.world.isReviewer = true
    const { page, complaints } = await app.open('/settings/app', { size })
    await page.getByRole('link', { name: 'Open the review queue' }).click()
    const list = page.getByRole('list', { name: 'Waiting' })
    await list.getByText('26 min').waitFor()
    expect(await list.getByText('26 min').getAttribute('class')).toContain('warn')
    expect(await violationsOf(page)).toEqual([])
    if (size === 'phone') await list.getByRole('link').first().click()
    const draft = page.getByRole('region', { name: 'Draft', exact: true })
    await draft.getByRole('button', { name: /Approve/ }).waitFor()
    await page.getByRole('region', { name: 'Source', exact: true }).locator('mark').first().waitFor()
    // What is approved is seen: each amount, the tax, and what it comes to.
    for (const sum of ['$85.00', '$96.00', '$165.00']) await draft.getByText(sum, { exact: true }).first().waitFor()
    const sums = draft.locator('.draft-sums')
    expect(await sums.textContent()).toMatch(/HST 13\s?%\s*\$44\.98/)
    expect(await sums.textContent()).toMatch(/Total\s*\$390\.98/)
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.getByText('Reject with a reason').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('a')
    await keys.getByRole('button', { name: 'Close' }).click()
    expect(app.world.calls.filter(({ method }) => method === 'PATCH')).toEqual([])
    await page.getByRole('region', { name: 'Earlier in this conversation' }).getByText('We can come').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.keyboard.press('n')
    // Somebody else has that one.
    await draft.getByText(/^Ines Marquez \(SMB Hub\) has it in hand until/).waitFor()
    expect(await draft.getByRole('button', { name: /Approve/ }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Show the picture larger' }).click()
    await page.getByRole('button', { name: 'Show the picture smaller' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    // The door never has a control that sends or charges.
    expect(await page.getByRole('button', { name: /send|charge|pay|refund|export/i }).count()).toBe(0)
    expect(complaints).toEqual([])
  },
)

it('keys go to and fro; a letter that is typed decides nothing, nor one that is switched off', async () => {
  app.world.isReviewer = true
  const { page } = await app.open('/ops')
  const opened = () => page.locator('.ops-list a[aria-current="true"]').getAttribute('href')
  const draft = page.getByRole('region', { name: 'Draft', exact: true })
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  const first = await opened()
  // Its business is told of each that somebody looked at it.
  const looks = () => app.world.calls.filter(({ method, path }) => method === 'GET' && /ops\/ai-drafts\/./.test(path))
  expect(looks()).toHaveLength(1)
  await page.keyboard.press('n')
  await expect.poll(opened).not.toBe(first)
  await page.keyboard.press('p')
  await expect.poll(opened).toBe(first)
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  await page.keyboard.press('e')
  await page.keyboard.type('arx')
  const decisions = () => app.world.calls.filter((call) => JSON.stringify(call).includes('PATCH')).length
  expect(decisions()).toBe(0)
  await page.keyboard.press('Escape')
  await page.evaluate(() => localStorage.setItem('shortcuts', 'off'))
  await page.reload()
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('n')
  expect(await opened()).toBe(first)
  expect(decisions()).toBe(0)
})

it('says that nothing waits, that it did not load, and how one ended that somebody settled', async () => {
  app.world.isReviewer = true
  app.world.answers.set(LIST, refused(500, 'INTERNAL', 'Something went wrong'))
  const { page } = await app.open('/ops')
  await page.getByText('The review queue did not load').waitFor()
  app.world.answers.delete(LIST)
  await page.getByRole('button', { name: 'Retry' }).click()
  const draft = page.getByRole('region', { name: 'Draft', exact: true })
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const latest = { id, status: 'REJECTED', ended_at: '2026-11-20T16:49:00.000Z', ended_by: 'Dana Kowalski' }
  app.world.answers.set(`PATCH /v1/ops/ai-drafts/${id}`, refused(409, 'CONFLICT', 'It has changed', latest))
  await page.keyboard.press('a')
  await page.getByText('Dana Kowalski rejected it meanwhile').waitFor()
  app.world.isEmpty = true
  await page.goto(`${app.origin}/ops`)
  await page.getByText('Nothing waits for a review').waitFor()
})

it.each(['desktop', 'phone'] as const)(
  'takes the last decision back by a key or a button, or says why not: %s',
  async (size) => {
    app.world.isReviewer = true
    const { page } = await app.open('/ops', { size })
    const draft = page.getByRole('region', { name: 'Draft', exact: true })
    if (size === 'phone') await page.getByRole('list', { name: 'Waiting' }).getByRole('link').first().click()
    await draft.getByRole('button', { name: /Approve/ }).waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)!
    const decide = `PATCH /v1/ops/ai-drafts/${id}`
    const { body } = (await page.evaluate(
      (path) => fetch(path).then(async (found) => ({ body: await found.json() })),
      `/v1/ops/ai-drafts/${id}`,
    )) as { body: { data: object } }
    const { before: _, file: _file, ...changed } = body.data as Record<string, unknown>
    const answer = (more: object) => ({ status: 200, body: { ...body, data: { ...changed, ...more } } })
    app.world.answers.set(decide, answer({ status: 'REJECTED', version: 9 }))
    // Nothing is rejected without a reason, and the key that the button shows asks for it.
    await draft.getByRole('button', { name: size === 'phone' ? /^Reject/ : 'Reject X' }).waitFor()
    await page.keyboard.press('x')
    await page.keyboard.press('Control+Enter')
    await draft.getByText('Say why in a few words').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.type('A double of rax')
    await page.keyboard.press('Control+Enter')
    const held = await page.getByRole('link', { name: /Ines Marquez/, includeHidden: true }).getAttribute('href')
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(`/ops/${id}`)
    expect(new URL(page.url()).pathname).not.toBe(held)
    const undo = page.getByRole('button', { name: /^Undo/ }).filter({ visible: true })
    await undo.waitFor()
    expect(await violationsOf(page)).toEqual([])
    app.world.answers.set(decide, answer({ status: 'PENDING_QC', version: 10 }))
    if (size === 'phone') await undo.click()
    else await page.keyboard.press('z')
    await page.waitForURL(`**/ops/${id}`)
    await expect.poll(() => undo.count()).toBe(0)
    const [rejected, taken] = app.world.calls.filter(({ method }) => method === 'PATCH')
    expect(rejected?.body).toMatchObject({ action: 'reject', reason: 'A double of rax' })
    expect(taken?.body).toEqual({ action: 'undo', if_match_version: 9 })
    app.world.answers.set(decide, answer({ status: 'APPLIED', version: 11 }))
    await draft.getByRole('button', { name: /Approve/ }).waitFor()
    await page.keyboard.press('a')
    await undo.waitFor()
    app.world.answers.set(decide, refused(409, 'CONFLICT', 'An invoice was made of it: delete that first'))
    await page.keyboard.press('u')
    await page.getByText('An invoice was made of it: delete that first').waitFor()
    await expect.poll(() => undo.count()).toBe(0)
  },
)

it('shows nothing that it remembers once its business lets nobody see it any more', async () => {
  app.world.isReviewer = true
  const { page } = await app.open('/ops')
  const draft = page.getByRole('region', { name: 'Draft', exact: true })
  const first = page.getByRole('list', { name: 'Waiting' }).getByRole('link').first()
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  const next = await page.getByRole('list', { name: 'Waiting' }).getByRole('link').nth(1).getAttribute('href')
  const gone = refused(404, 'NOT_FOUND', 'Not found')
  app.world.answers.set(`GET /v1/ops/ai-drafts/${next!.split('/').at(-1)}`, gone)
  app.world.answers.set(`GET /v1/ops/ai-drafts/${(await first.getAttribute('href'))!.split('/').at(-1)}`, gone)
  app.world.answers.set(LIST, {
    status: 200,
    body: {
      data: { waiting: 0, late: 0, is_more: false, oldest_at: null, reviews: [] },
      meta: { request_id: 'req_1', cursor: null },
    },
  })
  await page.keyboard.press('n')
  await page.getByRole('heading', { name: 'It is not in review any more' }).waitFor()
  await page.getByText('Nothing waits for a review').waitFor()
  await page.goBack().catch(() => null)
  expect(await page.locator('.ops-draft').count()).toBe(0)
})

it('is offered to no member', async () => {
  const { page } = await app.open('/settings/app')
  await page.getByText('As the system').waitFor()
  expect(await page.getByRole('link', { name: 'Open the review queue' }).count()).toBe(0)
  await page.goto(`${app.origin}/ops`)
  await page.getByRole('heading', { name: 'This is for reviewers of SMB Hub' }).waitFor()
  expect(app.world.calls.filter((call) => JSON.stringify(call).includes('/v1/ops/'))).toEqual([])
})
