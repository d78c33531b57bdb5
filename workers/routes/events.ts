import { RecordEvents, RecordedEvents } from '../../core/contract/events.ts'
import { recordEvents } from '../../core/services/events/record.ts'
import { systemDb, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const record = route('post', '/events', {
  summary: 'What somebody saw and pressed in the app, of a closed list; what is sent again counts once',
  body: RecordEvents,
  data: RecordedEvents,
  keyless: true,
  tags: ['Events'],
})

export const eventRoutes = router().openapi(record, async (c) => {
  const sender = { actor: tenantDb(c).actor, requestId: c.var.requestId }
  return answer(c, await recordEvents(systemDb(c), sender, c.req.valid('json')))
})
