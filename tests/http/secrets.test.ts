import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { ROOT } from '../../local/root.ts'
import { apiClient, mailTo, payAtCheckout, type SignedUp, signUp, until } from '../support/api.ts'
import { readArchive } from '../support/archives.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
const secrets = new Map<string, string>()
let owner: SignedUp
let zip: Buffer

/** Keeps a secret to look for, and answers it. */
function keep(name: string, secret: string | null | undefined): string {
  if (!secret || secret.length < 12) throw new Error(`${name} is no secret: ${secret}`)
  secrets.set(secret, name)
  return secret
}
const lastOf = (address: string) => address.split('/').at(-1)!.split('?token=').at(-1)!
const tokenTo = async (email: string, count = 1) =>
  lastOf((await mailTo(stack, email, count))[0]!.links.find((link) => /\?token=|\/portal\//.test(link)) ?? '')
const cookieOf = (answer: { headers: Headers }) => /=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1]

beforeAll(async () => {
  owner = await signUp(stack)
  keep('password', owner.password)
  keep('access token', owner.jwt)
  keep('token of the sign-up', await tokenTo(owner.email))
})

/** Everything that makes a secret, once. */
async function useEverything(): Promise<void> {
  const guest = apiClient(stack)
  const login = await guest.post('/v1/auth/login', { email: owner.email, password: owner.password })
  const refresh = keep('refresh token', cookieOf(login))
  const again = await guest.post('/v1/auth/refresh', {}, { headers: { Cookie: `__Host-hub_refresh=${refresh}` } })
  keep('next refresh token', cookieOf(again))
  const invited = `sam-${newId()}@example.com`
  await owner.api.post('/v1/team/invitations', { email: invited, role: 'STAFF' })
  keep('token of the invitation', await tokenTo(invited))

  const customer = `customer-${newId()}@example.com`
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane', email: customer })
  const draft = await owner.api.post('/v1/invoices', {
    contact_id: contact.body.data.id,
    line_items: [{ name: 'Repair', qty: 1, rate: '200' }],
  })
  const path = `/v1/invoices/${draft.body.data.id}`
  const key = { headers: { 'Idempotency-Key': newId() } }
  await owner.api.post(`${path}/send`, { channel: 'EMAIL' }, key)
  const token = keep('token of the invoice', await tokenTo(customer))
  const copied = await owner.api.post(`${path}/payment-link`, {}, { headers: { 'Idempotency-Key': newId() } })
  keep('token of the copied link', lastOf(copied.body.data.payment_link_url))
  const opened = await guest.call('POST', `/portal/invoices/${token}/pay`, key)
  await payAtCheckout(opened.headers.get('Location') ?? '', 'paid')
  await until(
    () => owner.api.get(path),
    ({ body }) => body.data.status === 'PAID',
  )
  const bytes = '%PDF-1.7 a plan'
  const announced = { file_name: 'plan.pdf', mime_type: 'application/pdf', size_bytes: bytes.length }
  const { file_id, upload_url } = (await owner.api.post('/v1/files/presign', announced)).body.data
  const sent = { method: 'PUT', headers: { 'Content-Type': 'application/pdf' }, body: bytes }
  expect((await fetch(upload_url, sent)).status).toBe(200)
  const { download_url } = (await owner.api.get(`/v1/files/${file_id}`)).body.data
  expect((await fetch(download_url)).status).toBe(200)
  keep('address of an upload', lastOf(upload_url))
  keep('address of a file', lastOf(download_url))
  // What people mistype, and what programs try.
  for (const address of [`/portal/quotes/${token}`, `/portal/${token}`, `/v1/${token}`, `/v1/invoices/${token}/pay`])
    await guest.get(address)

  zip = await archive()

  await guest.post('/v1/auth/forgot', { email: owner.email })
  const reset = keep('reset token', await tokenTo(owner.email, 2))
  await guest.post('/v1/auth/reset', { token: reset, password: keep('new password', `another good one ${newId()}`) })
}

/** Every row of every table as text; what the tests themselves keep is in a schema of its own. */
async function rowsOfAllTables(): Promise<string[]> {
  const tables = await stack.admin<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const found = await Promise.all(
    tables.map(({ name }) => stack.admin<{ text: string }>(`select '${name} ' || t::text as text from ${name} t`)),
  )
  return found.flat().map(({ text }) => text)
}

/** The archive of the business, as its owner downloads it. */
async function archive(): Promise<Buffer> {
  const { job_id } = (await owner.api.post('/v1/export', {})).body.data
  const ready = await until(
    () => owner.api.get(`/v1/export/${job_id}`),
    ({ body }) => body.data.status === 'READY',
  )
  const { download_url } = ready.body.data
  keep('address of the archive', lastOf(download_url))
  const answer = await fetch(download_url)
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/zip'])
  return Buffer.from(await answer.arrayBuffer())
}

it('PT2 SE2 nothing that opens something is in any table or log, or in an archive', async () => {
  await useEverything()
  expect(readArchive(zip).rows('invoices')).toHaveLength(1)
  const log = readFileSync(join(ROOT, 'dist', 'tests', `worker-${stack.kind}.log`), 'utf8')
  const rows = await rowsOfAllTables()
  expect(rows.some((row) => row.includes(owner.tenantId))).toBe(true)
  expect(rows.some((row) => row.includes('checkout.session.completed'))).toBe(true)
  expect(log).toContain('"path":"/portal/invoices/…/pay"')
  for (const [secret, name] of secrets) {
    // bytea is printed in hex.
    const hex = Buffer.from(secret).toString('hex')
    const places = rows.filter((row) => row.includes(secret) || row.includes(hex)).map((row) => row.slice(0, 60))
    expect(places, name).toEqual([])
    expect(log.includes(secret), `${name} in the log`).toBe(false)
    expect(zip.includes(secret) || zip.includes(hex), `${name} in the archive`).toBe(false)
  }
})
