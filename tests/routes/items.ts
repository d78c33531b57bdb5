import { dataOf, on, type Resource, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeTaxRate } from './tax-rates.ts'

export const makeItem = (b: TeamBusiness, more: object = {}) =>
  dataOf(b.owner.post('/v1/items', { name: 'Service call', unit: 'hour', rate: '120.00', ...more }))

const item = async (b: TeamBusiness) => (await makeItem(b)).id

const texts: Texts = { name: 'name', description: 'trimmed', unit: 'trimmed' }

export default {
  rows: {
    'GET /v1/items': {
      list: { add: (b) => makeItem(b, { name: b.tenantId }), filters: { status: 'ARCHIVED' } },
    },
    'POST /v1/items': {
      call: async (b) => ({
        body: { name: 'Service call', unit: 'hour', rate: '120.00', tax_rate_id: (await makeTaxRate(b)).id },
      }),
      texts,
      wrong: [
        { name: 'A', rate: 'abc' },
        { name: 'A', rate: '1.2345678' },
      ],
    },
    'GET /v1/items/suggest': { call: async () => ({}) },
    'GET /v1/items/{id}': { call: on(item) },
    'PATCH /v1/items/{id}': {
      call: async (b) => ({
        params: { id: await item(b) },
        body: { rate: '130', tax_rate_id: (await makeTaxRate(b)).id },
      }),
      texts,
      wrong: [{ rate: 'abc' }],
    },
    'DELETE /v1/items/{id}': { call: on(item) },
  },
  references: {
    item_id: {
      // One that was deleted is kept by the lines that were made with it.
      make: item,
    },
  },
  objects: {
    item: {
      path: '/v1/items/{id}',
      states: {
        active: item,
        async archived(b) {
          const id = await item(b)
          await dataOf(b.owner.patch(`/v1/items/${id}`, { status: 'ARCHIVED' }))
          return id
        },
      },
      actions: {
        update: { route: 'PATCH /v1/items/{id}', body: {} },
        delete: { route: 'DELETE /v1/items/{id}' },
      },
    },
  },
} satisfies Resource
