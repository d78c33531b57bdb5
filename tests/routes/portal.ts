import { makeLinked } from '../support/invoices.ts'
import type { Make, Resource } from '../support/route-row.ts'

const linked: Make = async (b) => ({ params: { token: (await makeLinked(b)).token } })

export default {
  rows: {
    'GET /portal/return': { trips: 0 },
    'GET /portal/invoices/{token}': { call: linked },
    'POST /portal/invoices/{token}/pay': { call: linked, trips: 3 },
  },
} satisfies Resource
