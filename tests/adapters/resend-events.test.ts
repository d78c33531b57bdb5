import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isFromResend, readResendEvent } from '../../workers/adapters/mail-hooks/resend-events.ts'

const BASE64 = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const SECRET = `whsec_${BASE64}`
const BODY = '{"test": 2432232314}'
const AT = 1_614_265_330
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek'

/** The vector that Svix prints in its manual. */
const KNOWN = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const check = (more: Partial<{ id: string; timestamp: string; signature: string; body: string; now: number }> = {}) => {
  const { id = ID, timestamp = String(AT), signature = KNOWN, body = BODY, now = AT } = more
  return isFromResend(body, { id, timestamp, signature }, SECRET, now)
}

describe('WH14 what claims to come from Resend', () => {
  it('is taken when it is signed as Svix signs, by any of several signatures', async () => {
    expect(await check()).toBe(true)
    expect(await check({ signature: `v1,AAAA v1a,xyz ${KNOWN}` })).toBe(true)
    const mine = createHmac('sha256', Buffer.from(BASE64, 'base64')).update(`${ID}.${AT}.${BODY}`).digest('base64')
    expect(`v1,${mine}`).toBe(KNOWN)
  })

  it('is refused when anything of it is another, or it is old or early', async () => {
    for (const forged of [
      { body: `${BODY} ` },
      { id: 'msg_x' },
      { timestamp: String(AT + 1) },
      { timestamp: 'now' },
      { signature: '' },
      { signature: 'v1,' },
      { signature: KNOWN.slice(3) },
      { now: AT + 301 },
      { now: AT - 301 },
    ])
      expect([forged, await check(forged)]).toEqual([forged, false])
  })
})

describe('an event of Resend', () => {
  const event = (type: string, more: object = {}) =>
    JSON.stringify({
      type,
      created_at: '2026-11-20T09:00:00.000000+00:00',
      data: { email_id: 'm1', to: ['a@b.c'], ...more },
    })

  it('says what it means for a mail', () => {
    const bounce = { bounce: { message: 'No such user', type: 'Permanent', subType: 'General' } }
    expect(readResendEvent(event('email.bounced', bounce), 'e1')).toEqual({
      id: 'e1',
      mailId: 'm1',
      type: 'email.bounced',
      told: 'BOUNCED',
      at: '2026-11-20T09:00:00.000Z',
      reason: 'No such user',
      permanent: true,
    })
    const late = readResendEvent(event('email.bounced', { bounce: { type: 'Transient', message: 'Full' } }), 'e2')
    expect(late).toMatchObject({ permanent: false })
    expect(readResendEvent(event('email.failed', { failed: { reason: 'quota' } }), 'e3')).toMatchObject({
      told: 'FAILED',
      reason: 'quota',
    })
    expect(readResendEvent(event('email.scheduled'), 'e4')).toMatchObject({ told: null })
  })

  it('that is none is nothing', () => {
    for (const body of ['', '{', '[]', 'null', '{"type":"email.sent"}', event('email.sent', { email_id: 5 })])
      expect(readResendEvent(body, 'e')).toBeNull()
  })
})
