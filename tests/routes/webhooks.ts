import { createHmac } from 'node:crypto'
import { newId } from '../../core/db/ids.ts'
import { twilioSignature } from '../../workers/adapters/sms/signature.ts'
import type { Make, Resource, Target } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

/** An event of Stripe that nothing here waits for, signed. */
const stripeEvent: Make = async () => {
  const body = JSON.stringify({
    id: `evt_${newId()}`,
    object: 'event',
    type: 'account.updated',
    account: `acct_${newId()}`,
    created: 1,
    livemode: false,
    data: { object: { object: 'account', id: 'x' } },
  })
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', 'whsec_local').update(`${at}.${body}`).digest('hex')
  return { body, headers: { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` } }
}

/** Mails to an address that is nobody's. */
const postmarkMail: Make = async () => ({
  body: JSON.stringify({ RawEmail: 'Subject: Hi\r\n\r\nHi', OriginalRecipient: 'nobody@in.smbhub.example' }),
  headers: {
    'Content-Type': 'application/json',
    Authorization: `Basic ${Buffer.from('postmark:postmark_local').toString('base64')}`,
  },
})

const mailgunMail: Make = async () => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const token = newId()
  const signature = createHmac('sha256', 'mailgun_key_local').update(`${timestamp}${token}`).digest('hex')
  const mail = { recipient: 'nobody@in.smbhub.example', sender: 'a@b.example', 'body-mime': 'Subject: Hi\r\n\r\nHi' }
  const body = new URLSearchParams({ ...mail, timestamp, token, signature }).toString()
  return { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
}

const ofTwilio = (b: TeamBusiness, path: string, form: Record<string, string>): Target => {
  const url = `${b.stack.origin}/v1/webhooks/sms/twilio${path}`
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': twilioSignature('sms_local', url, Object.entries(form)),
  }
  return { body: new URLSearchParams(form).toString(), headers }
}

/** Signed for the address of the stack, and about a number of nobody. */
const twilioText: Make = async (b) =>
  ofTwilio(b, '', { MessageSid: `SM${newId()}`, From: '+14165550123', To: '+14165550199', Body: 'Hi' })
const twilioStatus: Make = async (b) => ofTwilio(b, '/status', { MessageSid: `SM${newId()}`, MessageStatus: 'queued' })

/** Of a mail that nobody here sent. */
const resendEvent: Make = async () => {
  const body = JSON.stringify({
    type: 'email.delivered',
    created_at: '2026-11-20T09:00:00.000Z',
    data: { email_id: newId() },
  })
  const id = `msg_${newId()}`
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', 'whsec_mail_local').update(`${id}.${at}.${body}`).digest('base64')
  const svix = { 'Svix-Id': id, 'Svix-Timestamp': String(at), 'Svix-Signature': `v1,${signature}` }
  return { body, headers: { 'Content-Type': 'application/json', ...svix } }
}

export default {
  rows: {
    'POST /v1/webhooks/stripe': { call: stripeEvent },
    'POST /v1/webhooks/mail/resend': { call: resendEvent },
    'POST /v1/webhooks/mail/postmark': { call: postmarkMail },
    'POST /v1/webhooks/mail/mailgun': { call: mailgunMail },
    'POST /v1/webhooks/sms/twilio': { call: twilioText },
    'POST /v1/webhooks/sms/twilio/status': { call: twilioStatus, trips: 0 },
  },
} satisfies Resource
