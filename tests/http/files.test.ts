import { beforeAll, describe, expect, it } from 'vitest'
import { type SignedUp, signUp } from '../support/api.ts'
import { sha256Of } from '../support/fake-files.ts'
import { useOwnStack } from '../support/shared-stack.ts'

// It makes storage fail, which others would notice.
const stack = useOwnStack()
let owner: SignedUp

beforeAll(async () => {
  owner = await signUp(stack)
}, 60_000)

const text = (content: string) => new TextEncoder().encode(content)
const HTML = text('<script>alert(1)</script>')

async function presign(bytes: Uint8Array, more: object = {}) {
  const announced = { file_name: 'page "1".html', mime_type: 'text/html', size_bytes: bytes.length, ...more }
  const made = await owner.api.post('/v1/files/presign', announced)
  expect(made.status, made.text).toBe(201)
  return made.body.data as { file_id: string; upload_url: string; object_key: string }
}
const put = (url: string, body: BodyInit, type = 'text/html', headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', headers: { 'Content-Type': type, ...headers }, body })
const status = async (id: string) => (await owner.api.get(`/v1/files/${id}`)).body.data.status
const mode = (name: string) => owner.api.post('/local/files/mode', { put: name })

describe('files over HTTP', () => {
  it('arrive in one trip, are linked, and are delivered as nothing that runs', async () => {
    const { file_id, upload_url } = await presign(HTML, { sha256: sha256Of(HTML) })
    const sent = await put(upload_url, HTML)
    expect([sent.status, sent.headers.get('Server-Timing')]).toEqual([200, expect.stringContaining('db;desc="1"')])
    const contact = (await owner.api.post('/v1/contacts', { display_name: 'Jane' })).body.data.id
    const link = { linked_entity_type: 'CONTACT', linked_entity_id: contact }
    const linked = await owner.api.post(`/v1/files/${file_id}/link`, link)
    expect(linked.body.data).toMatchObject({ ...link, status: 'STORED', sha256: sha256Of(HTML) })
    const got = await fetch(linked.body.data.download_url)
    expect(got.status).toBe(200)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''page%20_1_.html",
      'content-security-policy': expect.stringMatching(/^sandbox;/),
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringMatching(/^private, max-age=/),
    })
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(HTML)
  })

  it('FI1 are taken in the size and type that they were announced with, and by nobody else’s address', async () => {
    const { file_id, upload_url } = await presign(HTML)
    const tried = await Promise.all([
      put(upload_url, text('<b>')),
      put(upload_url, text(`${'x'.repeat(200)}`)),
      put(upload_url, HTML, 'image/png'),
      put(
        upload_url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        HTML,
      ),
      put(`${new URL(upload_url).origin}/files/upload/x`, HTML),
      fetch(upload_url),
    ])
    expect(tried.map(({ status }) => status)).toEqual([422, 413, 415, 404, 404, 404])
    expect(await status(file_id)).toBe('PENDING')
  })

  it('are never replaced', async () => {
    const { file_id, upload_url } = await presign(HTML)
    const other = text('<script>alert(2)</script>')
    expect((await put(upload_url, HTML)).status).toBe(200)
    expect((await put(upload_url, other)).status).toBe(200)
    const { sha256, download_url } = (await owner.api.get(`/v1/files/${file_id}`)).body.data
    expect(sha256).toBe(sha256Of(HTML))
    expect(new Uint8Array(await (await fetch(download_url)).arrayBuffer())).toEqual(HTML)
  })

  it.each(['fail', 'cut'])(
    'IN6 are pending while storage says %s, and arrive when they are sent again',
    async (failing) => {
      const bytes = text(`<p>${failing}</p>`.padEnd(200_000))
      const { file_id, upload_url } = await presign(bytes)
      await mode(failing)
      const refused = await put(upload_url, bytes)
      await mode('ok')
      expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
        502,
        'PROVIDER_ERROR',
      ])
      expect(await status(file_id)).toBe('PENDING')
      expect((await put(upload_url, bytes)).status).toBe(200)
      expect(await status(file_id)).toBe('STORED')
    },
  )

  it('of the largest size pass through', async () => {
    const bytes = new Uint8Array(25 * 1024 * 1024).fill(32)
    const { file_id, upload_url } = await presign(bytes)
    expect((await put(upload_url, bytes)).status).toBe(200)
    expect(await status(file_id)).toBe('STORED')
  })
})
