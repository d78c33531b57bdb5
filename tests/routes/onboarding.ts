import { type Resource, sending } from '../support/route-row.ts'

const step = (id: string) => ({
  call: async () => ({ params: { id }, body: { data: { name: 'Jane' } } }),
  isNeverLate: true as const,
})

export default {
  rows: {
    'GET /v1/onboarding': {},
    'PATCH /v1/onboarding': { call: sending({ hidden: true }) },
    'POST /v1/onboarding/steps/{id}/complete': step('business'),
    'POST /v1/onboarding/steps/{id}/skip': step('contacts'),
    'POST /v1/onboarding/steps/{id}/reopen': step('profile'),
  },
} satisfies Resource
