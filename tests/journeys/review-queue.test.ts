import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { until } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
import { makeTeam, TEAM_PASSWORD, type Team, type TeamBusiness } from '../support/team.ts'
import { DESK, forgive, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let owners: Team
let platform: Team
beforeAll(async () => {
  owners = await makeTeam(stack)
  platform = await makeTeam(stack)
  await stack.admin(`insert into app.platform_members (user_id) values ($1)`, [platform.userIds.OWNER])
})

const DRAFTS = 20
const TEXTS = [
  'The tap in the kitchen drips, please come tomorrow',
  'Please bill the shutoff valve $85 and two cartridges at $48',
  'Can you quote 3 hours of labour at $110 for the boiler?',
  'No hot water since Monday, 14 Elm Street',
]

/** Somebody's suggestions, sent to review; no model will change them any more. */
async function inReview(b: TeamBusiness, count: number): Promise<void> {
  await b.owner.post('/v1/business/grant-review-access')
  for (let n = 0; n < count; n++) {
    const contact = await b.owner.post('/v1/contacts', { display_name: `Customer ${n + 1} of ${newId().slice(-4)}` })
    const text = TEXTS[n % TEXTS.length]
    const body = { source_type: 'MANUAL', text, contact_id: contact.body.data.id }
    const { id, status } = (await b.owner.post('/v1/ai-drafts', body)).body.data
    if (status === 'READY') await b.owner.post(`/v1/ai-drafts/${id}/request-review`, {})
  }
  await until(
    () => b.stack.admin(`select from ai_drafts where tenant_id = $1 and model_state = 'WAITING'`, [b.tenantId]),
    (waiting) => waiting.length === 0,
  )
}

const statusesOf = async (b: TeamBusiness): Promise<string[]> =>
  (await b.stack.admin<{ status: string }>(`select status from ai_drafts where tenant_id = $1`, [b.tenantId])).map(
    ({ status }) => status,
  )

it('H-AI-16 twenty drafts of two businesses are decided by keyboard, each key with the next draft behind it', async () => {
  const [one, other] = [await owners.business({ name: 'Leslieville Cycles' }), await owners.business()]
  await inReview(one, DRAFTS / 2)
  await inReview(other, DRAFTS / 2)
  const { page, origin } = await signedIn({ email: platform.emailOf('OWNER'), password: TEAM_PASSWORD }, DESK)
  await page.goto(`${origin}/ops`)
  await page.getByText(`${DRAFTS} waiting`).waitFor()
  const opened = () => page.locator('.ops-list a[aria-current="true"]').getAttribute('href')
  const draft = page.getByRole('region', { name: 'Draft', exact: true })
  await draft.getByRole('button', { name: /Approve/ }).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('e')
  await page.keyboard.type('Mend the tap')
  await page.keyboard.press('Escape')
  const begun = performance.now()
  const steps: number[] = []
  for (let n = 0; n < DRAFTS; n++) {
    const before = await opened()
    const pressed = performance.now()
    const isRejected = n % 10 === 9
    await page.keyboard.press(isRejected ? 'x' : 'a')
    if (isRejected) {
      await page.keyboard.type('It asks for nothing')
      await page.keyboard.press('Control+Enter')
    }
    if (n === DRAFTS - 1) break
    await expect.poll(opened, { interval: 5, timeout: 8000 }).not.toBe(before)
    await draft.getByRole('button', { name: /Approve/ }).waitFor()
    steps.push(performance.now() - pressed)
  }
  await page.getByText('Nothing waits for a review').waitFor()
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
  console.log(
    `${DRAFTS} drafts by keyboard: ${Math.round(performance.now() - begun)} ms, the next after ${Math.round(median)} ms`,
  )
  // Nothing opens any more, and the last key can be taken back.
  await page.keyboard.press('u')
  await draft.getByRole('button', { name: /Reject/ }).waitFor()
  await page.getByText('1 waiting').waitFor()
  await page.keyboard.press('x')
  await page.keyboard.type('It is for nobody we know')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing waits for a review').waitFor()
  for (const b of [one, other]) {
    const statuses = await statusesOf(b)
    expect(statuses.filter((status) => status === 'APPLIED')).toHaveLength(9)
    expect(statuses.filter((status) => status === 'REJECTED')).toHaveLength(1)
    const made = await b.stack.admin(
      `select from invoices where tenant_id = $1 union all select from quotes where tenant_id = $1 union all select from work_items where tenant_id = $1`,
      [b.tenantId],
    )
    expect(made).toHaveLength(9)
    const sent = await b.stack.admin(`select from outbound where tenant_id = $1`, [b.tenantId])
    expect(sent).toEqual([])
    const audit = (
      await b.owner.get(`/v1/audit?actor=${encodeURIComponent(`ops:${platform.userIds.OWNER}`)}&limit=100`)
    ).body.data
    expect(audit.filter(({ action }: { action: string }) => action === 'ai_draft.apply')).toHaveLength(9)
    // Of the last one, which was taken back, he looked twice.
    const looks = audit.filter(({ action }: { action: string }) => action === 'ai_draft.view')
    expect(looks).toHaveLength(b === other ? 11 : 10)
  }
}, 180_000)

it('H-UI-25 an owner lets reviewers in, who work on a phone, and ends it while they look', async () => {
  const b = await owners.business({ name: 'Parkdale Millwork' })
  await inReview(b, 2)
  await b.owner.post('/v1/business/revoke-review-access')
  const dana = await signedIn({ email: owners.emailOf('OWNER'), password: TEAM_PASSWORD, tenantId: b.tenantId }, DESK)
  await dana.page.goto(`${dana.origin}/settings/do-it-for-me`)
  await dana.page.getByRole('button', { name: 'Let reviewers of SMB Hub see and decide them' }).click()
  await dana.page.getByRole('button', { name: 'End it now' }).waitFor()
  await dana.page.goto(`${dana.origin}/ops`)
  await dana.page.getByRole('heading', { name: 'This is for reviewers of SMB Hub' }).waitFor()

  const omar = await signedIn({ email: platform.emailOf('OWNER'), password: TEAM_PASSWORD }, PHONE)
  const { page, origin } = omar
  await page.goto(`${origin}/ops?tenant_id=${b.tenantId}`)
  await page.getByText('2 waiting').waitFor()
  await page.getByRole('list', { name: 'Waiting' }).getByRole('link').first().click()
  await page.getByRole('region', { name: 'Source', exact: true }).getByText(TEXTS[0]!).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: /Approve and apply/ }).click()
  await expect.poll(() => statusesOf(b)).toContain('APPLIED')
  await dana.page.goto(`${dana.origin}/settings/do-it-for-me`)
  await dana.page.getByRole('button', { name: 'End it now' }).click()
  await dana.page.getByRole('button', { name: /^Let reviewers/ }).waitFor()
  await page.getByRole('button', { name: /Approve/ }).click()
  await page.getByText('it is not in review any more').waitFor()
  forgive(omar, /404/)
  expect((await statusesOf(b)).toSorted()).toEqual(['APPLIED', 'PENDING_QC'])
}, 120_000)
