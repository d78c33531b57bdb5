import { expectData, mailAddress, makeContact, makeDraft, makeHeld, makeSent } from '../../support/rbac-objects.ts'
import type { TeamBusiness } from '../../support/rbac-team.ts'

type Make = (b: TeamBusiness) => Promise<{ id: string }>

const draftOf =
  (invoice: object, contact: object = {}): Make =>
  async (b) =>
    makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', contact)).id, ...invoice })
const paidWith =
  (...amounts: string[]): Make =>
  async (b) => {
    const { id } = await makeSent(b)
    for (const amount of amounts) await expectData(b.owner.post('/v1/payments', { invoice_id: id, amount }))
    return { id }
  }
const then =
  (make: Make, path: string, body?: object): Make =>
  async (b) => {
    const { id } = await make(b)
    await expectData(b.owner.post(`/v1/invoices/${id}/${path}`, body))
    return { id }
  }

/** Every state that the rights of an invoice depend on. */
export const INVOICE_STATES: Readonly<Record<string, Make>> = {
  'a draft': draftOf({}),
  'a draft for a contact without an address': draftOf({}, { email: null }),
  'a draft for an archived contact': async (b) => {
    const contact = await makeContact(b)
    const draft = await makeDraft(b, 'OWNER', { contact_id: contact.id })
    await expectData(b.owner.patch(`/v1/contacts/${contact.id}`, { status: 'ARCHIVED' }))
    return draft
  },
  'a draft without lines': draftOf({ line_items: [] }),
  'a draft of nothing': draftOf({ line_items: [{ name: 'Free', rate: '0' }] }),
  'a draft that will be sent in a moment': makeHeld,
  'a draft that the mail provider refused': async (b) => {
    const email = mailAddress()
    const draft = await draftOf({}, { email })(b)
    await b.owner.post('/local/failures', { to: email, outcome: 'reject' })
    const refused = await b.owner.post(`/v1/invoices/${draft.id}/send`)
    if (refused.status !== 502) throw new Error(`send answered ${refused.status} ${refused.text}`)
    await b.owner.post('/local/failures', { to: email, outcome: 'ok' })
    return draft
  },
  sent: (b) => makeSent(b),
  'sent, without an address': then(draftOf({}, { email: null }), 'mark-sent'),
  overdue: then(draftOf({ issue_date: '2020-01-01', due_date: '2020-01-15' }), 'mark-sent'),
  'paid in part': paidWith('50.00'),
  paid: paidWith('200.00'),
  'paid too much': paidWith('250.00'),
  'paid, then reversed': async (b) => {
    const { id } = await paidWith('200.00')(b)
    const [payment] = await expectData<{ id: string }[]>(b.owner.get(`/v1/payments?invoice_id=${id}`))
    await expectData(b.owner.post(`/v1/payments/${payment?.id}/reverse`, { reason: 'Typed wrongly' }))
    return { id }
  },
  void: then((b) => makeSent(b), 'void'),
  'void, never sent': then(draftOf({}), 'void'),
}

/** Copies of an invoice as it stands, so that each action can be tried on its own. */
export async function copiesOf(b: TeamBusiness, id: string, createdBy: string, count: number): Promise<string[]> {
  const columns = await b.stack.admin<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'invoices'
       and is_generated = 'NEVER' and column_name not in ('id', 'invoice_number', 'created_by')`,
  )
  const kept = columns.map(({ name }) => name).join(', ')
  const rows = await b.stack.admin<{ id: string }>(
    `with copy as (insert into invoices (id, invoice_number, created_by, ${kept})
       select gen_random_uuid(), invoice_number || '-' || gen_random_uuid(), $3, ${kept} from invoices, generate_series(1, $4)
       where tenant_id = $1 and id = $2 returning id),
     lines as (insert into invoice_lines (tenant_id, id, invoice_id, position, name, qty_e4, rate_e4, amount, net)
       select l.tenant_id, gen_random_uuid(), c.id, l.position, l.name, l.qty_e4, l.rate_e4, l.amount, l.net
       from invoice_lines l, copy c where l.tenant_id = $1 and l.invoice_id = $2)
     select id from copy`,
    [b.tenantId, id, createdBy, count],
  )
  return rows.map((row) => row.id)
}
