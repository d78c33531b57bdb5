import { z } from '@hono/zod-openapi'
import { AuditEntry, AuditQuery, AuditVerdict, VerifyAudit } from '../../core/contract/audit.ts'
import { listAudit } from '../../core/services/audit/list.ts'
import { verifyAudit } from '../../core/services/audit/verify.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { page } from './object.ts'

const tags = ['Audit']

const list = route('get', '/audit', {
  summary: 'What everybody did, newest first; it is only added to',
  query: AuditQuery,
  data: z.array(AuditEntry),
  tags,
})
const verify = route('post', '/audit/verify', {
  summary: 'Whether any entry was changed, added or taken away since it was sealed; a long history in several calls',
  body: VerifyAudit,
  data: AuditVerdict,
  keyless: true,
  tags,
})

const asIs = (entry: AuditEntry) => entry

export const auditRoutes = router()
  .openapi(list, (c) => page(c, listAudit, c.req.valid('query'), asIs))
  .openapi(verify, async (c) => {
    const { verdict, cursor } = await verifyAudit(tenantDb(c), c.var.services, c.req.valid('json').cursor)
    return answer(c, verdict, { cursor })
  })
