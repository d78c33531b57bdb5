import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { stripeWebhooks } from '../../workers/adapters/stripe/webhooks.ts'

const SECRET = 'whsec_local'
const NOW = 1_800_000_000
const PAYLOAD = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  account: 'acct_1',
  created: NOW - 5,
  livemode: false,
  data: { object: { id: 'pi_1', object: 'payment_intent' } },
})

const hmac = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex')
const sign = (at: number, payload = PAYLOAD, secret = SECRET) => `t=${at},v1=${hmac(`${at}.${payload}`, secret)}`
const verify = (header: string | null, payload = PAYLOAD, now = NOW) =>
  stripeWebhooks(SECRET).verifyWebhook(payload, header, now)

describe('webhooks of Stripe', () => {
  it('are read when they are signed', async () => {
    expect(await verify(sign(NOW))).toEqual({
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      account: 'acct_1',
      created: NOW - 5,
      livemode: false,
      object: { id: 'pi_1', object: 'payment_intent' },
    })
  })

  it('have no account when they are of the platform', async () => {
    const payload = PAYLOAD.replace('"account":"acct_1",', '')
    expect((await verify(sign(NOW, payload), payload))?.account).toBeNull()
  })

  it.each([-300, -1, 0, 1, 300])('WH2 are taken %i seconds away', async (seconds) => {
    expect((await verify(sign(NOW + seconds)))?.id).toBe('evt_1')
  })

  it.each([-86_400, -301, 301, 86_400])('WH2 are refused %i seconds away', async (seconds) => {
    expect(await verify(sign(NOW + seconds))).toBeNull()
  })

  it.each([
    ['WH1 no header', null],
    ['WH1 an empty header', ''],
    ['WH1 another secret', sign(NOW, PAYLOAD, 'whsec_other')],
    ['WH1 a body that was changed', sign(NOW, `${PAYLOAD} `)],
    ['WH1 no time', `v1=${hmac(`${NOW}.${PAYLOAD}`)}`],
    ['WH1 a time that is none', `t=now,v1=${hmac(`now.${PAYLOAD}`)}`],
    ['WH1 a scheme without a secret', sign(NOW).replace('v1=', 'v0=')],
    ['WH1 half a signature', sign(NOW).slice(0, -32)],
    ['WH2 a second time beside the signed one', `${sign(NOW + 301)},t=${NOW}`],
    ['WH2 a signed time to come behind another', `t=${NOW},${sign(NOW + 301)}`],
  ])('are refused: %s', async (_, header) => {
    expect(await verify(header)).toBeNull()
  })

  it('are taken when one of several signatures is right, as while a secret is exchanged', async () => {
    const header = `t=${NOW},v1=${hmac(`${NOW}.${PAYLOAD}`, 'whsec_old')},v1=${hmac(`${NOW}.${PAYLOAD}`)}`
    expect((await verify(header))?.id).toBe('evt_1')
  })

  it.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no data', '{"id":"evt_1","type":"x","created":1}'],
    ['an account that is no text', '{"id":"evt_1","type":"x","created":1,"account":7,"data":{"object":{}}}'],
    ['a thin event', '{"object":"v2.core.event","id":"evt_1","type":"x","created":1,"data":{"object":{}}}'],
  ])('are refused although signed: %s', async (_, payload) => {
    expect(await verify(sign(NOW, payload), payload)).toBeNull()
  })
})
