import { dataOf, type Kept, type MakeId, on, type Resource, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'
import { makeItem } from './items.ts'
import { makeTaxRate } from './tax-rates.ts'

/** Long from now: no test waits for it. */
const STARTS = '2099-01-31'
/** Nothing is left to the item, so it costs no trip. */
async function contentOf(b: TeamBusiness) {
  const tax_rate_id = (await makeTaxRate(b)).id
  const item_id = (await makeItem(b)).id
  const line = { name: 'Boiler watched', description: null, unit: 'h', qty: '1', rate: '80.00', tax_rate_id, item_id }
  return {
    currency: 'CAD',
    prices_include_tax: false,
    line_items: [{ ...line, discount: { percent: '10' } }],
    discount: { amount: '5.00', tax_rate_id },
    charges: [{ name: 'Delivery', amount: '5.00', tax_rate_id }],
    tags: ['vip'],
  }
}
const inContent = (kept: Kept, path: string) => ({ kept, as: `content.${path}` })
const texts: Texts = {
  currency: 'checked',
  ...Object.fromEntries(
    ['reference', 'po_number', 'line_items.0.description', 'line_items.0.unit', 'notes', 'terms', 'internal_notes'].map(
      (path) => [path, inContent('typed', path)],
    ),
  ),
  ...Object.fromEntries(
    ['line_items.0.name', 'charges.0.name', 'tags.0'].map((path) => [path, inContent('words', path)]),
  ),
}

const startOf = async (b: TeamBusiness) => ({
  contact_id: (await makeContact(b)).id,
  line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }],
  starts_on: STARTS,
  every_unit: 'MONTH',
})
const makeOne = async (b: TeamBusiness) => dataOf(b.owner.post('/v1/recurring-invoices', await startOf(b)))
const active: MakeId = async (b) => (await makeOne(b)).id
const afterwards =
  (verb: string): MakeId =>
  async (b) => {
    const id = await active(b)
    await dataOf(b.owner.post(`/v1/recurring-invoices/${id}/${verb}`))
    return id
  }
const paused = afterwards('pause')
const ended = afterwards('end')
const WRONG = [{ line_items: [{ name: 'x', qty: 'abc', rate: '1' }] }, { line_items: [] }]

export default {
  rows: {
    'GET /v1/recurring-invoices': { list: { add: (b) => makeOne(b), filters: { status: 'PAUSED' } } },
    'POST /v1/recurring-invoices': {
      call: async (b) => ({ body: { ...(await startOf(b)), ...(await contentOf(b)) } }),
      texts,
      wrong: [{ contact_id: 'x', starts_on: STARTS, every_unit: 'MONTH', line_items: [{ name: 'A', rate: 'abc' }] }],
    },
    'GET /v1/recurring-invoices/{id}': { call: on(active) },
    'PATCH /v1/recurring-invoices/{id}': {
      call: async (b) => ({ params: { id: await active(b) }, body: { ...(await contentOf(b)), due_days: 7 } }),
      trips: 2,
      texts,
      wrong: WRONG,
      late: on(ended, { due_days: 7 }),
    },
    'POST /v1/recurring-invoices/{id}/pause': { call: on(active), late: on(paused) },
    'POST /v1/recurring-invoices/{id}/resume': { call: on(paused), trips: 2, late: on(active) },
    'POST /v1/recurring-invoices/{id}/end': { call: on(active), late: on(ended) },
  },
  objects: {
    recurring_invoice: {
      path: '/v1/recurring-invoices/{id}',
      states: { active, paused, ended },
      actions: {
        update: { route: 'PATCH /v1/recurring-invoices/{id}', body: { due_days: 7 } },
        pause: { route: 'POST /v1/recurring-invoices/{id}/pause' },
        resume: { route: 'POST /v1/recurring-invoices/{id}/resume' },
        end: { route: 'POST /v1/recurring-invoices/{id}/end' },
      },
    },
  },
} satisfies Resource
