import type { Resource } from '../support/route-row.ts'

export default { rows: { 'GET /v1/ai-usage': {} } } satisfies Resource
