import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { apiClient, signUp } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()

it.each([2, 2_000, 200_000])('a body of %i bytes that nobody reads costs the caller no connection', async (size) => {
  const stranger = apiClient(stack, 'nonsense')
  for (let i = 0; i < 150; i++) {
    expect((await stranger.post('/v1/contacts', { display_name: 'x'.repeat(size) })).status).toBe(401)
  }
})

it.each([300_000, 5_000_000])('a body of %i bytes is refused with 413, and the next request is heard', async (size) => {
  const { api } = await signUp(stack)
  for (let i = 0; i < 10; i++) {
    expect((await api.post('/v1/contacts', { display_name: 'x'.repeat(size) })).status).toBe(413)
    expect((await apiClient(stack).post('/v1/auth/signup', { name: 'x'.repeat(size) })).status).toBe(413)
    expect((await api.post('/v1/contacts', { display_name: 'Jane' })).status).toBe(201)
  }
})

it('a body whose length nobody tells is refused with 413 once it is too long', async () => {
  const { jwt, api } = await signUp(stack)
  for (let i = 0; i < 10; i++) {
    const body = new Blob([JSON.stringify({ display_name: 'x'.repeat(400_000) })]).stream()
    const headers = { Authorization: `Bearer ${jwt}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${stack.origin}/v1/contacts`, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit)
    await answer.text()
    expect(answer.status).toBe(413)
    expect((await api.post('/v1/contacts', { display_name: 'Jane' })).status).toBe(201)
  }
})

it.each(['/v1/contacts', '/v1/auth/signup'])('130,001 numbers in a small body are refused at %s', async (path) => {
  const { api } = await signUp(stack)
  const numbers = `[${'1,'.repeat(130_000)}1]`
  const headers = { 'Content-Type': 'application/json' }
  for (const body of [numbers, `{"name":${numbers}}`])
    expect((await api.post(path, body, { headers })).status).toBe(422)
})

/** What a caller reads who closes his side of the connection in the middle of the body. */
function sendCut(path: string, type: string): Promise<string> {
  const { hostname, port } = new URL(stack.origin)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    let heard = ''
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('end', () => resolve(heard))
    socket.on('error', reject)
    socket.end(
      `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: ${type}\r\nContent-Length: 500\r\n\r\n{"name": "ha`,
    )
  })
}

it('a body that ends in the middle is no fault of ours', async () => {
  for (const path of ['/v1/auth/signup', '/v1/webhooks/stripe']) {
    const heard = await sendCut(path, 'application/json')
    expect(heard).toMatch(/^HTTP\/1.1 400 /)
    expect(heard).toContain('The body ended before it was complete: send it again')
  }
})
