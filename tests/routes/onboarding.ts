import { type Resource, sending } from '../support/route-row.ts'

export default {
  rows: {
    'GET /v1/onboarding': {},
    'PATCH /v1/onboarding': { call: sending({ hidden: true }), isNeverLate: true },
    'PATCH /v1/onboarding/steps/{key}': {
      call: async () => ({ params: { key: 'contacts' }, body: { status: 'SKIPPED', data: { name: 'Jane' } } }),
      isNeverLate: true,
    },
  },
} satisfies Resource
