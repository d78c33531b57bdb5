import { dataOf, on, type Resource, sending } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

export const makeTaxRate = (b: TeamBusiness) => dataOf(b.owner.post('/v1/tax-rates', { name: 'HST', percent: '13' }))

const taxRate = async (b: TeamBusiness) => (await makeTaxRate(b)).id

export default {
  rows: {
    'GET /v1/tax-rates': { list: { add: makeTaxRate } },
    'POST /v1/tax-rates': {
      call: sending({ name: 'GST', parts: [{ name: 'GST', percent: '5' }] }),
      texts: { name: 'name', 'parts.0.name': 'name', exemption_reason: 'trimmed' },
      wrong: [
        { name: 'A', percent: 'abc' },
        { name: 'A', parts: [{ name: 'B', percent: 'abc' }] },
      ],
    },
    'GET /v1/tax-rates/{id}': { call: on(taxRate) },
    'PATCH /v1/tax-rates/{id}': {
      call: on(taxRate, { name: 'GST/TPS', parts: [{ name: 'GST/TPS', percent: '5' }] }),
      texts: { name: 'name', 'parts.0.name': 'name', exemption_reason: 'trimmed' },
      wrong: [{ percent: 'abc' }, { status: 'ARCHIVED', is_default: true }],
    },
    'DELETE /v1/tax-rates/{id}': { call: on(taxRate) },
  },
  references: {
    tax_rate_id: {
      make: taxRate,
      async gone(b) {
        const id = await taxRate(b)
        await dataOf(b.owner.delete(`/v1/tax-rates/${id}`))
        return id
      },
    },
  },
  objects: {
    'tax rate': {
      path: '/v1/tax-rates/{id}',
      states: { active: taxRate },
      actions: {
        update: { route: 'PATCH /v1/tax-rates/{id}', body: {} },
        delete: { route: 'DELETE /v1/tax-rates/{id}' },
      },
    },
  },
} satisfies Resource
