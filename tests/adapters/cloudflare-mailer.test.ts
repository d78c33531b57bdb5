import { describe, expect, it } from 'vitest'
import { cloudflareMailer } from '../../workers/adapters/mail/cloudflare.ts'

const MAIL = {
  key: 'k',
  isAutomatic: false,
  to: 'jane@müller.example',
  subject: 'Hi\r\nBcc: x@y.example',
  text: 'Hi',
  html: '<p>Hi</p>',
}

function sending(answer: () => Promise<{ messageId?: string } | undefined>) {
  const sent: Record<string, unknown>[] = []
  const send = async (message: object) => {
    sent.push(message as Record<string, unknown>)
    return answer()
  }
  return { sent, mailer: cloudflareMailer({ send }, { from: 'SMB Hub <hub@hub.example>' }) }
}

describe('mail by the binding of Cloudflare', () => {
  it('goes out with copies, headers and files, and with nothing that begins another header', async () => {
    const { sent, mailer } = sending(async () => ({ messageId: 'm1' }))
    const attachments = [{ name: '../a.pdf', mimeType: 'application/pdf', content: new Uint8Array([1, 2]) }]
    const mail = {
      ...MAIL,
      cc: ['bo@b.example'],
      replyTo: 'in+x@in.example',
      fromName: 'Keller',
      attachments,
      headers: { 'In-Reply-To': '<a@b>\r\nX: y', 'Message-ID': '<ours@hub.example>' },
    }
    expect(await mailer.send(mail)).toEqual({ outcome: 'accepted', id: 'm1' })
    expect(sent[0]).toMatchObject({
      from: { email: 'hub@hub.example', name: 'Keller' },
      to: 'jane@xn--mller-kva.example',
      cc: ['bo@b.example'],
      replyTo: 'in+x@in.example',
      subject: 'Hi Bcc: x@y.example',
      headers: { 'In-Reply-To': '<a@b> X: y' },
      attachments: [{ filename: '.._a.pdf', type: 'application/pdf', disposition: 'attachment' }],
    })
    // It refuses a mail with a Message-ID that it did not give.
    expect(sent[0]?.headers).not.toHaveProperty('Message-ID')
  })

  it('EM7 says of itself that no person wrote it, where that is so', async () => {
    const { sent, mailer } = sending(async () => ({ messageId: 'm1' }))
    for (const isAutomatic of [true, false])
      await mailer.send({ ...MAIL, isAutomatic, headers: { References: '<a@b>' } })
    expect(sent.map(({ headers }) => headers)).toEqual([
      { References: '<a@b>', 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      { References: '<a@b>' },
    ])
  })

  it('is refused, or nobody knows', async () => {
    const failing = (code: string) => sending(() => Promise.reject(Object.assign(new Error('No'), { code }))).mailer
    expect(await failing('E_RECIPIENT_NOT_ALLOWED').send(MAIL)).toEqual({ outcome: 'refused', reason: 'No' })
    expect(await failing('E_INTERNAL_SERVER_ERROR').send(MAIL)).toEqual({ outcome: 'unknown', reason: 'No' })
    const { mailer, sent } = sending(async () => undefined)
    expect(await mailer.send({ ...MAIL, to: 'a, b@c.example' })).toMatchObject({ outcome: 'refused' })
    expect(sent).toEqual([])
  })
})
