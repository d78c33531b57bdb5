import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeContact } from '../../routes/contacts.ts'
import { makeTaxRate } from '../../routes/tax-rates.ts'
import { apiClient, mailTo, until } from '../../support/api.ts'
import { makeLinkedQuote } from '../../support/quotes.ts'
import { mailAddress } from '../../support/route-row.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let b: TeamBusiness
beforeAll(async () => {
  b = await (await makeTeam(stack)).business()
}, 60_000)

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const JSON_ONLY = { Accept: 'application/json' }
const send = (path: string, fields: Record<string, string>, headers = {}) =>
  fetch(`${stack.origin}${path}`, {
    method: 'POST',
    body: String(new URLSearchParams(fields)),
    headers: { ...FORM, ...headers },
    redirect: 'manual',
  })

async function open(more: object = {}) {
  const mail = mailAddress()
  const contact_id = (await makeContact(b, 'OWNER', { display_name: 'Jane <b>Okafor</b>', email: mail })).id
  const quote = await makeLinkedQuote(b, { contact_id, internal_notes: 'CANARY', ...more })
  return { ...quote, path: `/portal/quotes/${quote.token}`, mail }
}

describe('PT9 H-API-34 the page of a quote', () => {
  it('is small, has no script, and nothing of ours in it', async () => {
    const tax_rate_id = (await makeTaxRate(b)).id
    const line_items = Array.from({ length: 12 }, (_, n) => ({
      name: `Line ${n}`,
      description: 'As discussed on site',
      rate: '120.00',
      tax_rate_id,
      optional: n > 5,
      qty_editable: n > 8,
    }))
    const { path, id } = await open({ line_items, deposit: { percent: '30' } })
    const page = await apiClient(stack).get(path)
    expect([page.status, page.headers.get('Server-Timing')]).toEqual([200, expect.stringContaining('db;desc="1"')])
    expect(gzipSync(page.text).length).toBeLessThan(8 * 1024)
    expect(page.text).not.toMatch(/<script|CANARY| on[a-z]+=/i)
    for (const secret of [id, b.tenantId]) expect(page.text).not.toContain(secret)
    expect(page.text).toContain('A deposit of 30% is due when you approve.')
    expect(page.text).toContain('name="line_7"')
    const { body } = await apiClient(stack).get(path, { headers: JSON_ONLY })
    expect(body.data).toMatchObject({ status: 'SENT', can_decide: true, deposit: { percent: '30' }, accepted: null })
    expect(JSON.stringify(body.data)).not.toMatch(new RegExp(`CANARY|${id}|${b.tenantId}`))
  })

  it('shows the total of what is ticked, keeps what was typed when it is wrong, and says yes once', async () => {
    const { path, id } = await open()
    const total = await send(`${path}/total`, { line_2: 'on', qty_2: '3', name: 'Jane' })
    const shown = await total.text()
    expect(total.status).toBe(200)
    expect(shown).toContain('$350.00')
    for (const kept of ['value="3"', 'value="Jane"', 'checked']) expect(shown).toContain(kept)
    const wrong = await send(`${path}/approve`, { line_2: 'on', qty_2: '<b>x', name: 'Jane "J"' })
    const page = await wrong.text()
    expect(wrong.status).toBe(422)
    expect(page).toContain('value="&lt;b&gt;x"')
    expect(page).toContain('value="Jane &quot;J&quot;"')
    expect(page).toContain('aria-invalid="true"')
    const done = await send(`${path}/approve`, { line_2: 'on', qty_2: '3', name: 'Jane', revision: '1' })
    expect([done.status, done.headers.get('Location')]).toEqual([303, path])
    const after = await (await fetch(`${stack.origin}${path}`)).text()
    expect(after).toContain('Approved, thank you Jane')
    expect(after).not.toContain('<form')
    expect((await b.owner.get(`/v1/quotes/${id}`)).body.data).toMatchObject({
      status: 'APPROVED',
      accepted_total: '350.00',
    })
    const again = await send(`${path}/approve`, { name: 'Joe' })
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('Approved, thank you Jane')])
    const asJson = await send(`${path}/reject`, {}, JSON_ONLY)
    expect([asJson.status, ((await asJson.json()) as { error: { code: string } }).error.code]).toEqual([
      409,
      'CONFLICT',
    ])
  })

  it('leads to the deposit, and mails both sides', async () => {
    const { path, mail } = await open({ deposit: { amount: '50.00' } })
    const answer = await send(`${path}/approve`, { name: 'Jane' }, JSON_ONLY)
    expect(((await answer.json()) as { data: object }).data).toEqual({ status: 'APPROVED' })
    const page = await (await fetch(`${stack.origin}${path}`)).text()
    const deposit = /href="([^"]*\/portal\/invoices\/[^"]+)"/.exec(page)?.[1] ?? ''
    expect(page).toContain('Pay the deposit of $50.00')
    expect((await fetch(deposit)).status).toBe(200)
    const [told] = await until(
      () => mailTo(stack, mail),
      (mails) => mails.some(({ subject }) => subject.startsWith('You approved quote')),
    )
    expect(told?.links).toContain(deposit)
  })

  it('answers alike what is unknown, revoked, another document’s, and foreign forms', async () => {
    const { path, id, token } = await open()
    expect((await send(`${path}/approve`, { name: 'Eve' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await send(`/portal/invoices/${token}/pay`, {})).status).toBe(404)
    expect((await fetch(`${stack.origin}/portal/invoices/${token}`)).status).toBe(404)
    await b.owner.post(`/v1/quotes/${id}/revoke-link`)
    const bodies = await Promise.all(
      [path, `/portal/quotes/${'x'.repeat(43)}`].map(async (one) => {
        const answer = await send(`${one}/approve`, { name: 'Jane' }, JSON_ONLY)
        return `${answer.status} ${(await answer.text()).replace(/req_[0-9a-f]+/, '')}`
      }),
    )
    expect(bodies[0]).toBe(bodies[1])
    expect((await b.owner.get(`/v1/quotes/${id}`)).body.data.status).toBe('SENT')
  })

  it('is gone while the quote is being changed, and takes neither garbage nor floods of it', async () => {
    const { path, id } = await open()
    await b.owner.post(`/v1/quotes/${id}/revise`)
    const gone = await fetch(`${stack.origin}${path}`)
    expect([gone.status, await gone.text()]).toEqual([410, expect.not.stringContaining('Boiler')])
    const other = await open()
    expect((await send(`${other.path}/approve`, { name: 'x'.repeat(40_000) })).status).toBe(413)
    const json = await fetch(`${stack.origin}${other.path}/approve`, {
      method: 'POST',
      body: '{',
      headers: { 'Content-Type': 'application/json', ...JSON_ONLY },
    })
    expect(json.status).toBe(400)
    const xml = await fetch(`${stack.origin}${other.path}/approve`, {
      method: 'POST',
      body: '<a/>',
      headers: { 'Content-Type': 'text/xml', ...JSON_ONLY },
    })
    expect(xml.status).toBe(415)
  })
})
