import { ExtractInput, Extraction } from '../../core/contract/extraction.ts'
import { extract } from '../../core/services/extraction/extract.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const ask = route('post', '/ai/extract', {
  summary: 'What stands in a message or a receipt, each value with its words; nothing is kept',
  body: ExtractInput,
  keyless: true,
  data: Extraction,
  tags: ['Drafts'],
})

export const extractionRoutes = router().openapi(ask, async (c) =>
  answer(c, await extract(tenantDb(c), c.req.valid('json'))),
)
