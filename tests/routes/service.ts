import type { Resource } from '../support/route-row.ts'

/** What needs no business, and no trip. */
export default {
  rows: {
    'GET /health': { trips: 0 },
    'GET /docs/api': { trips: 0 },
    'GET /openapi.json': { trips: 0 },
    'GET /.well-known/jwks.json': { trips: 0 },
  },
} satisfies Resource
