import { makeDraft, makeSent } from '../support/invoices.ts'
import { dataOf, type Make, type MakeId, mailAddress, on, type Resource, sending } from '../support/route-row.ts'
import { makeContact } from './contacts.ts'

const draft: MakeId = async (b, role) => (await makeDraft(b, role)).id
/** An agent's own, sent for him. */
const sent: MakeId = async (b, role) => {
  const id = await draft(b, role)
  await dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
  return id
}
const paused: MakeId = async (b, role) => {
  const id = await sent(b, role)
  await dataOf(b.owner.post(`/v1/invoices/${id}/pause-reminders`))
  return id
}
const NEVER = '2999-01-01'

const remind: Make = async (b, role) => {
  const mail = mailAddress()
  const contact_id = (await makeContact(b, role, { email: mail })).id
  const { id } = await makeDraft(b, role, { contact_id })
  await dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
  return { params: { id }, body: { subject: 'Still open', message: 'Please pay {{invoice.number}}.' }, mail }
}

export default {
  rows: {
    'POST /v1/invoices/{id}/remind': {
      call: remind,
      trips: 3,
      texts: { subject: 'elsewhere', message: 'elsewhere' },
      wrong: [{ message: '{{shoe}}' }, { subject: '{{invoice.link}}' }],
      late: on(draft, {}),
    },
    'POST /v1/invoices/{id}/pause-reminders': { call: on(sent, { until: NEVER }), late: on(draft, {}) },
    'POST /v1/invoices/{id}/resume-reminders': { call: on(paused, {}), late: on(sent, {}) },
    'POST /v1/invoices/{id}/promise': { call: on(sent, { date: NEVER }), late: on(draft, { date: NEVER }) },
    // What is to come of an invoice is in it as soon as that is out.
    'GET /v1/reminders': { list: { add: (b) => makeSent(b), filters: { from: NEVER, to: '2999-02-01' } } },
    'POST /v1/reminders/rehearsal': {
      call: sending({ days_after_due: [3, 7], days_before_due: [1] }),
      isQuestion: true,
      isNeverLate: true,
      texts: { cursor: 'checked' },
    },
  },
} satisfies Resource
