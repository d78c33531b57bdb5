import { createHmac } from 'node:crypto'
import { newId } from '../../core/db/ids.ts'
import type { Make, Resource } from '../support/route-row.ts'

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

export default {
  rows: {
    'POST /v1/webhooks/stripe': { call: stripeEvent },
    'POST /v1/webhooks/mail/postmark': { call: postmarkMail },
    'POST /v1/webhooks/mail/mailgun': { call: mailgunMail },
  },
} satisfies Resource
