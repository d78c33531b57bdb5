import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { AiDraft } from '../../../core/contract/ai-drafts.ts'
import { violationsOf } from '../../support/axe.ts'
import * as maple from '../support/maple.ts'
import { harriet, UNITS, unitsMessage } from '../support/maple-inbox.ts'
import { workItems } from '../support/maple-work.ts'
import { readAs } from '../support/mock-ai-drafts.ts'
import { refusal, tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const THREAD = `/inbox/${harriet.id}`
const DRAFT = maple.id(990)
const APPLIED = maple.id(992)
const panelOf = (page: Page) => page.getByRole('region', { name: 'Suggestion', exact: true })
const sent = (method: string, end: string) =>
  app.world.calls.filter((call) => call.method === method && call.path.endsWith(end))
const change = (id: string, more: Partial<AiDraft>) =>
  app.world.aiDrafts.set(id, { ...app.world.aiDrafts.get(id)!, ...more })
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-path]')?.getAttribute('data-path'))

describe.each(['desktop', 'phone'] as const)('on a %s', (size) => {
  it('H-AI-4 to 6 suggests what a message may become, by keys alone: each value with its words, corrected and applied', async () => {
    const { page, complaints } = await app.open(THREAD, { size })
    await page.getByText('both units are done').first().waitFor()
    await page.keyboard.press('s')
    const panel = panelOf(page)
    await panel.getByRole('button', { name: 'Invoice', pressed: true }).waitFor()
    expect(await panel.getByText('Nothing leaves your business from here.').isVisible()).toBe(true)
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      expect(await violationsOf(page)).toEqual([])
    }
    const marks = page.locator('mark.read')
    expect(await marks.allTextContents()).toEqual(expect.arrayContaining(['3B shutoff valve $85', 'PO 7741', '$48']))
    // A value rings its words, and the words lead to their value.
    const rate = panel.getByLabel('Price, line 2')
    await rate.focus()
    await expect.poll(() => page.locator('mark.read.now').allTextContents()).toContain('$48')
    await page.getByRole('link', { name: 'PO 7741' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('po_number')
    expect(await page.locator('mark.read.now').allTextContents()).toEqual(['PO 7741'])
    const row = panel.locator('.draft-row', { has: page.getByLabel('PO number') })
    expect(await row.getByText('High').count()).toBe(1)
    expect(await row.getAttribute('class')).toContain('now')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('7742')
    // What a person typed is a machine's no more.
    expect(await row.getByText('High').count()).toBe(0)
    expect(await row.getAttribute('class')).toBe('draft-row')
    expect(await marks.allTextContents()).not.toContain('PO 7741')
    await expect.poll(() => sent('PATCH', '').at(-1)?.body).toMatchObject({ draft_payload: { po_number: '7742' } })
    await panel.getByRole('button', { name: 'Apply as draft' }).focus()
    await page.keyboard.press('Enter')
    await panel.getByRole('heading', { name: 'Invoice drafted' }).waitFor()
    expect(sent('POST', '/apply')).toHaveLength(1)
    await page.getByRole('status').getByRole('button', { name: 'Open' }).waitFor()
    await page.keyboard.press('z')
    await panel.getByRole('button', { name: 'Apply as draft' }).waitFor()
    expect(sent('POST', '/undo')).toHaveLength(1)
    expect(await panel.getByLabel('PO number').inputValue()).toBe('7742')
    await panel.getByRole('button', { name: size === 'phone' ? 'Back' : 'Close the suggestion' }).press('Enter')
    await page.getByRole('heading', { name: harriet.subject }).waitFor()
    expect(await page.locator('mark.read').count()).toBe(0)
    expect(complaints).toEqual([])
  }, 60_000)
})

describe.each([
  { locale: 'de-DE', begins: '85,00', qty: '2', rate: '1.085,5', means: '1085.5' },
  { locale: 'ja-JP', begins: '85.00', qty: '２', rate: '１，０８５．５', means: '1085.5' },
])('in $locale', ({ locale, begins, qty, rate, means }) => {
  it('means what is typed, and writes nothing anew under the cursor', async () => {
    const { page } = await app.open(`/drafts/${DRAFT}`, { locale })
    const panel = panelOf(page)
    const price = panel.getByLabel('Price, line 1')
    await expect.poll(() => price.inputValue()).toBe(begins)
    await panel.getByLabel('Quantity, line 1').fill(qty)
    await price.fill(rate)
    await expect
      .poll(() => (sent('PATCH', DRAFT).at(-1)?.body as { draft_payload?: object })?.draft_payload)
      .toMatchObject({ line_items: [{ qty: '2', rate: means }, {}, {}] })
    await expect.poll(() => price.inputValue()).toBe(rate)
    await price.fill('viel')
    await panel.getByText('Use a number').waitFor()
    await panel.getByRole('button', { name: 'Apply as draft' }).click()
    await expect.poll(() => focused(page)).toBe('line_items.0.rate')
    expect(sent('POST', '/apply')).toEqual([])
  }, 40_000)
})

it('H-AI-7 has no control that sends or charges, whatever it may become', async () => {
  const { page } = await app.open(`/drafts/${DRAFT}`)
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'More…' }).click()
  for (const name of ['Request', 'Quote', 'Expense', 'Invoice']) {
    await panel.getByRole('button', { name, exact: true }).click()
    await panel.getByRole('button', { name, exact: true, pressed: true }).waitFor()
    const words = await panel.getByRole('button').or(panel.getByRole('link')).allTextContents()
    expect(words.filter((text) => /\b(send|charge|pay|refund|remind)/i.test(text))).toEqual([])
  }
  for (const name of ['Ask for a review', 'Approve', 'Apply as draft']) {
    await panel.getByRole('button', { name }).click()
    await panel.getByRole('button', { name }).waitFor({ state: 'detached' })
  }
  await panel.getByRole('button', { name: 'Undo' }).click()
  await panel.getByRole('button', { name: 'Reject' }).click()
  await page.getByText('Rejected').first().waitFor()
  const posted = app.world.calls.filter(({ method, path }) => method !== 'GET' && !/auth|events|live/.test(path))
  expect(posted.filter(({ path }) => !/^\/v1\/ai-drafts\//.test(path))).toEqual([])
}, 40_000)

it('H-AI-10 asks whether something alike is it, and makes none over it unasked', async () => {
  const similar = [
    {
      type: 'INVOICE' as const,
      id: maple.id(201),
      title: 'INV-1042',
      amount: '346.00',
      currency: 'CAD',
      created_at: '2026-11-20T15:00:00.000Z',
    },
  ]
  const { page } = await app.open(`/drafts/${DRAFT}`)
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'Apply as draft' }).waitFor()
  // It came while the panel was open.
  change(DRAFT, { similar })
  await panel.getByRole('button', { name: 'Apply as draft' }).click()
  await panel.getByText('This may be there already.').waitFor()
  expect(await panel.getByRole('button', { name: 'Apply as draft' }).count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])
  await panel.getByRole('button', { name: 'Use that one' }).click()
  await panel.getByRole('link', { name: 'Open' }).waitFor()
  expect(sent('POST', '/apply').at(-1)?.body).toMatchObject({ merge_into: maple.id(201) })
  await panel.getByRole('button', { name: 'Undo' }).click()
  await panel.getByRole('button', { name: 'Create anyway' }).click()
  await panel.getByRole('link', { name: 'Open' }).waitFor()
  expect(sent('POST', '/apply').at(-1)?.body).toMatchObject({ override_warnings: true })
  // What depends on it keeps it, and is named.
  app.world.answers.set(`POST /v1/ai-drafts/${DRAFT}/undo`, {
    status: 409,
    body: refusal('CONFLICT', 'An invoice was made of it: delete that first'),
  })
  await panel.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It stays. An invoice was made of it: delete that first').waitFor()
}, 40_000)

it('H-AI-12 shows that a model looks closer, and changes only what nobody touched', async () => {
  change(DRAFT, { proposal: { state: 'WAITING', model: null, reason: null, outcome: null } })
  const { page } = await app.open(`/drafts/${DRAFT}`)
  const panel = panelOf(page)
  await panel.getByText('Looking closer…').waitFor()
  await panel.getByLabel('PO number').fill('12')
  await expect.poll(() => sent('PATCH', DRAFT).length).toBe(1)
  const { version, draft_payload } = app.world.aiDrafts.get(DRAFT)!
  await panel.getByLabel('PO number').fill('123')
  change(DRAFT, {
    version: version + 1,
    proposal: { state: 'DONE', model: 'm', reason: null, outcome: 'proposed' },
    draft_payload: { ...draft_payload, po_number: '999', reference: 'Unit 3B', due_date: '2026-12-24' },
    fields: { ...app.world.aiDrafts.get(DRAFT)!.fields, due_date: GUESS },
  })
  tellChanged(app.world, 'ai_draft', DRAFT)
  await panel.getByLabel('Reference').waitFor()
  expect(await panel.getByLabel('PO number').inputValue()).toBe('123')
  expect(await panel.getByText('Looking closer…').count()).toBe(0)
  await expect
    .poll(() => app.world.aiDrafts.get(DRAFT)!.draft_payload)
    .toMatchObject({ po_number: '123', reference: 'Unit 3B' })
  // What stands nowhere is said to, in words, until somebody writes there.
  const guess = panel.getByText('A guess from “Hi Dana”: it does not stand in these words')
  await guess.waitFor()
  await panel.getByLabel('Due').fill('')
  await guess.waitFor({ state: 'detached' })
}, 40_000)
const GUESS = {
  value: '2026-12-24',
  confidence: 0.4,
  level: 'LOW',
  span: { line: 0, start: 0, end: 7 },
  origin: 'GUESSED',
} as const

describe('what a model answers', () => {
  const asked = () => sent('GET', DRAFT).length
  const wait = () => change(DRAFT, { proposal: { state: 'WAITING', model: null, reason: null, outcome: null } })
  const answer = () => change(DRAFT, { proposal: { state: 'DONE', model: 'm', reason: null, outcome: 'proposed' } })

  it('is told by the stream, and not asked for meanwhile', async () => {
    wait()
    const { page } = await app.open(`/drafts/${DRAFT}`)
    const note = panelOf(page).getByText('Looking closer…')
    await note.waitFor()
    await expect.poll(() => app.world.live.size).toBe(1)
    await page.waitForTimeout(500)
    const before = asked()
    expect(before).toBeLessThanOrEqual(2)
    await page.waitForTimeout(4_000)
    expect(asked()).toBe(before)
    answer()
    tellChanged(app.world, 'ai_draft', DRAFT)
    await note.waitFor({ state: 'detached', timeout: 1_500 })
    expect(asked()).toBe(before + 1)
  }, 40_000)

  it('is asked for now and then though the stream is open, which may lose a word', async () => {
    wait()
    const { page } = await app.open('/drafts')
    await page.clock.install()
    await page.goto(`${app.origin}/drafts/${DRAFT}`)
    const note = panelOf(page).getByText('Looking closer…')
    await note.waitFor()
    await expect.poll(() => app.world.live.size).toBe(1)
    await page.waitForTimeout(500)
    answer()
    await page.clock.fastForward(15_000)
    await note.waitFor({ state: 'detached' })
  }, 40_000)

  it('is asked for every three seconds where the stream does not open', async () => {
    app.world.isLiveDown = true
    wait()
    const { page } = await app.open(`/drafts/${DRAFT}`)
    const note = panelOf(page).getByText('Looking closer…')
    await note.waitFor()
    await expect.poll(() => asked(), { timeout: 8_000 }).toBeGreaterThanOrEqual(3)
    answer()
    await note.waitFor({ state: 'detached' })
  }, 40_000)

  it('is asked for once more where it was told while the draft was on its way', async () => {
    const { page } = await app.open('/drafts')
    const streams = () => sent('GET', '/v1/live').length
    await expect.poll(streams).toBe(1)
    wait()
    let times = 0
    await page.route(`**/v1/ai-drafts/${DRAFT}`, async (route) => {
      const response = await route.fetch()
      if (times++ === 0) {
        await expect.poll(streams).toBe(2)
        await page.waitForTimeout(300)
        answer()
        tellChanged(app.world, 'ai_draft', DRAFT)
        await page.waitForTimeout(300)
      }
      await route.fulfill({ response })
    })
    await page.goto(`${app.origin}/drafts/${DRAFT}`)
    await panelOf(page).getByRole('button', { name: 'Apply as draft' }).waitFor()
    await panelOf(page).getByText('Looking closer…').waitFor({ state: 'detached' })
    expect(times).toBe(2)
  }, 40_000)
})

it('H-AI-12 what cannot be drafted is made by hand, with all that was read or written', async () => {
  const { page } = await app.open(`/drafts/${DRAFT}`)
  const panel = panelOf(page)
  await panel.getByLabel('Price, line 2').fill('50')
  await panel.getByRole('button', { name: 'Create manually' }).click()
  await page.waitForURL(/\/invoices\?edit=/)
  const editor = page.getByRole('dialog', { name: 'Invoice' })
  await expect.poll(() => editor.getByLabel('Price').nth(1).inputValue()).toBe('50')
  expect(await editor.getByRole('combobox', { name: 'To', exact: true }).inputValue()).toBe('Harriet Lowe')
  app.world.answers.set(`POST /v1/messages/${unitsMessage.id}/ai/parse`, {
    status: 503,
    body: refusal('UNAVAILABLE', 'Not now'),
  })
  await page.goto(`${app.origin}${THREAD}?suggest=${unitsMessage.id}`)
  await panel.getByRole('button', { name: 'Retry' }).waitFor()
  await panel.getByRole('button', { name: 'Create manually' }).click()
  const work = page.getByRole('dialog', { name: /request/ })
  expect(await work.getByLabel('Details').inputValue()).toBe(UNITS.join('\n'))
}, 40_000)

it('drafts what was pasted from anywhere, and the notes of work, with the words beside it', async () => {
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('dialog', { name: 'New' }).getByRole('button', { name: 'Paste anything' }).click()
  const dialog = page.getByRole('dialog', { name: 'Paste anything' })
  await dialog.getByRole('button', { name: 'Draft it' }).click()
  await dialog.getByText('Paste or type what was written').waitFor()
  await dialog.getByLabel('What was written').fill(UNITS.join('\n'))
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByLabel('What was written').press('Control+Enter')
  const panel = panelOf(page)
  await panel.getByRole('region', { name: 'Source' }).getByText('3B shutoff valve').first().waitFor()
  await panel.getByRole('button', { name: 'Apply as draft' }).click()
  await panel.getByText('Choose who it is for').waitFor()
  await expect.poll(() => focused(page)).toBe('contact_id')
  await page.goto(`${app.origin}/work/${workItems[0]!.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Draft from notes…' }).click()
  await panel.getByRole('button', { name: 'Apply as draft' }).waitFor()
  expect(sent('POST', '/v1/ai-drafts').at(-1)?.body).toEqual({ source_type: 'WORK_ITEM', source_id: workItems[0]!.id })
}, 40_000)

it.each([
  ['STAFF', 'desktop'],
  ['OWNER', 'phone'],
] as const)(
  'the currency that words name is shown, and told to who may not bill in it before he tries: %s',
  async (role, size) => {
    app.world.role = role
    const [[id, draft]] = [...app.world.aiDrafts] as [[string, AiDraft]]
    const { fields, draft_payload } = readAs('DRAFT_INVOICE', UNITS, [['currency', 'EUR', 0.9, 'valve']])
    app.world.aiDrafts.set(id, { ...draft, fields, draft_payload })
    const { page } = await app.open(`/drafts/${id}`, { size })
    const panel = page.getByRole('region', { name: 'Suggestion' })
    const currency = panel.getByLabel('Currency')
    await currency.waitFor()
    expect(await currency.inputValue()).toBe('EUR')
    const note = panel.getByText('These words are in EUR')
    const verb = panel.getByRole('button', { name: 'Apply as draft' })
    const choices = await currency.locator('option').count()
    if (role === 'OWNER') {
      expect([await note.count(), await verb.count(), choices > 100]).toEqual([0, 1, true])
      return
    }
    await note.waitFor()
    expect([await verb.count(), await panel.getByRole('button', { name: 'Create manually' }).count()]).toEqual([0, 0])
    await panel.getByRole('button', { name: 'Ask for a review' }).waitFor()
    expect(choices).toBe(2)
    expect(await violationsOf(page)).toEqual([])
    await currency.selectOption('CAD')
    await verb.waitFor()
    expect(await note.count()).toBe(0)
    await expect.poll(() => app.world.aiDrafts.get(id)?.draft_payload.currency).toBe('CAD')
  },
)

it.each(['desktop', 'phone'] as const)(
  'what is typed without a connection is said to be unsaved, survives a reload, and is sent by itself: %s',
  async (size) => {
    const { page } = await app.open(`/drafts/${DRAFT}`, { size })
    const panel = panelOf(page)
    const field = panel.getByLabel('PO number')
    await field.waitFor()
    let isOff = true
    await page.route(`**/v1/ai-drafts/${DRAFT}`, (route) =>
      isOff && route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    )
    const note = panel.getByText('Not saved yet: what you typed is kept here')
    await field.fill('7799')
    await note.waitFor()
    const { y, height } = (await note.boundingBox())!
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()!.height)
    expect(await violationsOf(page)).toEqual([])
    await panel.getByRole('button', { name: 'Apply as draft' }).click()
    await panel.getByRole('alert').waitFor()
    expect(sent('POST', '/apply')).toEqual([])
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe('7799')
    await note.waitFor()
    // What was left is still sent.
    await panel.getByRole('button', { name: size === 'phone' ? 'Back' : 'Close the suggestion' }).click()
    await page.getByRole('link', { name: /Two units of November/ }).waitFor()
    isOff = false
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect.poll(() => app.world.aiDrafts.get(DRAFT)!.draft_payload.po_number).toBe('7799')
    await page.getByRole('link', { name: /Two units of November/ }).click()
    await panel.getByText('Nothing leaves your business from here.').waitFor()
    expect(await field.inputValue()).toBe('7799')
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => / suggestion /.test(name)))).toEqual([])
  },
  40_000,
)

it.each(['desktop', 'phone'] as const)(
  'what asks for nothing can be made by hand or set aside, and leaves the list: %s',
  async (size) => {
    const words = 'thanks so much, see you then!'
    change(DRAFT, { intent: 'NONE', intents: [], fields: {}, draft_payload: {}, source_lines: [words] })
    const { page } = await app.open(`/drafts/${DRAFT}`, { size })
    const panel = panelOf(page)
    await panel.getByText('Nothing to make was found').waitFor()
    expect(await panel.getByText('High').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
    await panel.getByRole('button', { name: 'Create manually' }).click()
    const work = page.getByRole('dialog', { name: /request/ })
    expect(await work.getByLabel('Details').inputValue()).toBe(words)
    await work.getByRole('button', { name: 'Cancel' }).click()
    await panel.getByRole('button', { name: 'Reject' }).click()
    await page.getByRole('link', { name: /Leaking tap/ }).waitFor()
    expect(app.world.aiDrafts.get(DRAFT)?.status).toBe('REJECTED')
    expect(await page.getByRole('link', { name: /Two units of November/ }).count()).toBe(0)
  },
  40_000,
)

it('is reached from More on a phone, by its name', async () => {
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Suggestions' }).click()
  await page.getByRole('heading', { name: 'Suggestions' }).waitFor()
})

it('lists what waits, what became of the rest, and shows a viewer none of it', async () => {
  const { page } = await app.open('/drafts')
  await page.getByRole('link', { name: /Two units of November/ }).waitFor()
  expect(await page.locator('[data-row]').count()).toBe(2)
  // No tab shows what another shows.
  await page.locator('[data-row]', { hasText: 'In review' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'In review' }).count()).toBe(
    0,
  )
  await page.getByRole('link', { name: 'Failed' }).click()
  await page.locator('[data-row]', { hasText: 'Failed' }).click()
  await panelOf(page).getByText('There are no words in it that can be read').waitFor()
  await page.goto(`${app.origin}/drafts/${APPLIED}`)
  await panelOf(page).getByRole('link', { name: 'Open' }).waitFor()
  app.world.role = 'VIEWER'
  await page.goto(`${app.origin}/drafts`)
  await page.getByText('You cannot see suggestions').waitFor()
  await page.goto(`${app.origin}${THREAD}?suggest=${unitsMessage.id}`)
  await page.getByText('both units are done').first().waitFor()
  expect(await panelOf(page).count()).toBe(0)
  expect(await page.getByRole('button', { name: /Suggest|Turn into/ }).count()).toBe(0)
}, 40_000)

it('reads work anew from an invoice, and names who gets it', async () => {
  const { page } = await app.open(`/drafts/${DRAFT}`)
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'Request', exact: true }).click()
  await expect
    .poll(() => panel.getByLabel('Title').inputValue())
    .toBe(readAs('CREATE_WORK_ITEM', UNITS).draft_payload.title)
  await panel.getByLabel('Assigned to').selectOption('user_sam')
  await panel.getByRole('button', { name: 'Apply and assign' }).click()
  await panel.getByRole('heading', { name: 'Request created' }).waitFor()
  expect(app.world.aiDrafts.get(DRAFT)?.draft_payload).toMatchObject({ assigned_to: 'user_sam' })
}, 40_000)
