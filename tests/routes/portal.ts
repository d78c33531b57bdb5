import { makeLinkedCreditNote } from '../support/credit-notes.ts'
import { makeLinked } from '../support/invoices.ts'
import { makeLinkedQuote } from '../support/quotes.ts'
import { dataOf, type Make, type Resource } from '../support/route-row.ts'

const asked: Make = async (b) => ({
  body: new URLSearchParams({ token: (await makeLinked(b)).token, body: 'When?' }).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
})

const thread: Make = async (b) => {
  const { body, headers } = await asked(b, 'OWNER')
  const answer = await b.owner.call('POST', '/portal/messages', { body, headers: headers ?? {} })
  return { params: { token: answer.body.data.thread_url.split('/').at(-1) } }
}

const linked: Make = async (b) => ({ params: { token: (await makeLinked(b)).token } })

const credited: Make = async (b) => ({ params: { token: (await makeLinkedCreditNote(b)).token } })

const partlyPaid: Make = async (b) => {
  const { id, token } = await makeLinked(b)
  await dataOf(b.owner.post('/v1/payments', { invoice_id: id, amount: '40.00' }))
  return { params: { token } }
}

const quoted =
  (body?: object): Make =>
  async (b) => ({ params: { token: (await makeLinkedQuote(b)).token }, ...(body ? { body } : {}) })

export default {
  rows: {
    'GET /portal/return': { trips: 0 },
    'GET /portal/invoices/{token}': { call: linked },
    // Once more to keep it, the first time.
    'GET /portal/invoices/{token}/pdf': { call: linked, trips: 2 },
    'GET /portal/invoices/{token}/receipt': { call: partlyPaid },
    'POST /portal/invoices/{token}/pay': { call: linked, trips: 3 },
    'POST /portal/messages': { call: asked },
    'GET /portal/credit-notes/{token}': { call: credited },
    'GET /portal/credit-notes/{token}/pdf': { call: credited, trips: 2 },
    'GET /portal/messages/{token}': { call: thread },
    'GET /portal/quotes/{token}': { call: quoted() },
    'GET /portal/quotes/{token}/pdf': { call: quoted(), trips: 2 },
    'POST /portal/quotes/{token}/approve': { call: quoted({ name: 'Jane Okafor' }), trips: 2 },
    'POST /portal/quotes/{token}/reject': { call: quoted({ reason: 'Too late' }), trips: 2 },
    'POST /portal/quotes/{token}/total': { call: quoted({ line_2: 'on' }) },
  },
} satisfies Resource
