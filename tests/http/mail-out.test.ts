import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { mailAddress } from '../support/route-row.ts'
import { useStack } from '../support/shared-stack.ts'
import { makeTeam, type TeamBusiness } from '../support/team.ts'

const stack = useStack()
let b: TeamBusiness
beforeAll(async () => {
  b = await (await makeTeam(stack)).business()
}, 60_000)

const local = (path: string, body: object) =>
  fetch(`${stack.origin}/local${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const mailsTo = async (to: string) =>
  (await (await fetch(`${stack.origin}/local/mailbox.json?to=${encodeURIComponent(to)}`)).json()) as {
    subject: string
    text: string
    headers: Record<string, string>
    attachments: { name: string }[]
  }[]

async function until<T>(look: () => Promise<T>, wanted: (found: T) => boolean): Promise<T> {
  for (let n = 0; n < 100; n++) {
    const found = await look()
    if (wanted(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return look()
}

/** Written to a contact first. */
async function written() {
  const email = mailAddress()
  const contact = (await b.owner.post('/v1/contacts', { display_name: 'Jane Okafor', email })).body.data
  const body = { contact_id: contact.id, subject: 'Your boiler', body_text: 'Shall we come?' }
  const conversation = (await b.owner.post('/v1/conversations', body)).body.data
  const messages = async () => (await b.owner.get(`/v1/conversations/${conversation.id}/messages`)).body.data
  return { email, contact, conversation, messages }
}

describe('a letter to a contact', () => {
  it('is answered into its thread by the address that it names, whatever else the answer says', async () => {
    const { email, conversation, messages } = await written()
    const [mail] = await mailsTo(email)
    expect(mail).toMatchObject({ subject: 'Your boiler', headers: { 'Reply-To': expect.stringContaining('+') } })
    const to = encodeURIComponent(mail!.headers['Reply-To']!)
    const raw = `From: Somebody <other@elsewhere.example>\r\nTo: x@y.example\r\nSubject: Unrelated\r\n\r\nYes, please.\r\n`
    const arrived = await fetch(`${stack.origin}/local/email?from=other@elsewhere.example&to=${to}`, {
      method: 'POST',
      body: raw,
    })
    expect(arrived.status).toBe(200)
    const all = await until(messages, (found) => found.length > 1)
    expect(all[0]).toMatchObject({
      conversation_id: conversation.id,
      direction: 'INBOUND',
      new_text: expect.stringContaining('Yes'),
    })
  })

  it('A-MAIL-2 shows what became of it, in any order and any number, and flags an address from which it came back', async () => {
    const { email, contact, messages } = await written()
    for (const type of ['opened', 'delivered', 'bounced', 'clicked'])
      expect((await local('/mail/event', { to: email, type, times: 2 })).status).toBe(200)
    await local('/mail/event', { to: email, type: 'delivered', times: 3, shuffle: true })
    const [message] = await until(messages, (found) => found[0].delivery === 'BOUNCED')
    expect(message).toMatchObject({ delivery: 'BOUNCED', delivery_reason: expect.stringContaining('550') })
    const flagged = await until(
      async () => (await b.owner.get(`/v1/contacts/${contact.id}`)).body.data,
      (found) => found.email_problem !== null,
    )
    expect(flagged.email_problem).toBe('BOUNCED')
    expect((await local('/mail/event', { to: mailAddress(), type: 'opened' })).status).toBe(404)
    expect((await local('/mail/event', { to: email, type: 'eaten' })).status).toBe(422)
  })

  it('WH14 is not moved by who does not know the secret', async () => {
    const { messages } = await written()
    const body = JSON.stringify({
      type: 'email.bounced',
      created_at: new Date().toISOString(),
      data: { email_id: newId() },
    })
    const at = String(Math.floor(Date.now() / 1000))
    for (const secret of ['', 'another secret']) {
      const signature = createHmac('sha256', secret).update(`e.${at}.${body}`).digest('base64')
      const headers = { 'svix-id': 'e', 'svix-timestamp': at, 'svix-signature': `v1,${signature}` }
      const answer = await fetch(`${stack.origin}/v1/webhooks/mail/resend`, { method: 'POST', headers, body })
      expect(answer.status).toBe(400)
    }
    expect((await messages())[0].delivery).toBe('SENT')
  })

  it('that its provider refuses is kept, and goes out when it is tried again', async () => {
    const { email, conversation, messages } = await written()
    await local('/failures', { to: email, outcome: 'reject' })
    const path = `/v1/conversations/${conversation.id}/messages`
    const refused = await b.owner.post(path, { body_text: 'Once more.' })
    expect([refused.status, refused.body.data.delivery]).toEqual([201, 'FAILED'])
    await local('/failures', { to: email, outcome: 'ok' })
    const again = await b.owner.post(`/v1/messages/${refused.body.data.id}/retry`, {})
    expect([again.status, again.body.data.delivery]).toEqual([200, 'SENT'])
    expect([(await mailsTo(email)).length, (await messages()).length]).toEqual([2, 2])
  })

  it('carries files and copies', async () => {
    const { conversation } = await written()
    const bytes = new TextEncoder().encode('%PDF-1.7 a plan')
    const said = { file_name: 'plan.pdf', mime_type: 'application/pdf', size_bytes: bytes.length }
    const { file_id, upload_url } = (await b.owner.post('/v1/files/presign', said)).body.data
    await fetch(upload_url, { method: 'PUT', headers: { 'Content-Type': 'application/pdf' }, body: bytes })
    const to = mailAddress()
    const path = `/v1/conversations/${conversation.id}/messages`
    const sent = await b.owner.post(path, { to, cc: [mailAddress()], body_text: 'The plan.', file_ids: [file_id] })
    expect(sent.body.data.attachments).toMatchObject([{ file_name: 'plan.pdf', size_bytes: bytes.length }])
    expect((await mailsTo(to))[0]!.attachments).toMatchObject([{ name: 'plan.pdf' }])
  })
})
