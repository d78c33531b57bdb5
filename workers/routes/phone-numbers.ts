import { z } from '@hono/zod-openapi'
import { CreatePhoneNumber, PhoneNumber } from '../../core/contract/phone-numbers.ts'
import { createPhoneNumber } from '../../core/services/phone-numbers/create.ts'
import { deletePhoneNumber } from '../../core/services/phone-numbers/delete.ts'
import { presentPhoneNumber } from '../../core/services/phone-numbers/internal.ts'
import { listPhoneNumbers } from '../../core/services/phone-numbers/list.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const tags = ['Phone numbers']

const list = route('get', '/phone-numbers', {
  summary: 'The numbers whose text messages arrive in the inbox',
  data: z.array(PhoneNumber),
  tags,
})
const create = route('post', '/phone-numbers', {
  summary: 'Take a number of the text message provider for this business',
  body: CreatePhoneNumber,
  data: PhoneNumber,
  status: 201,
  tags,
})
const remove = route('delete', '/phone-numbers/{id}', {
  summary: 'Give a number up; what was written stays',
  data: z.strictObject({ id: z.string() }),
  tags,
})

export const phoneNumberRoutes = router()
  .openapi(list, async (c) => answer(c, (await listPhoneNumbers(tenantDb(c))).map(presentPhoneNumber)))
  .openapi(create, async (c) =>
    answer(c, presentPhoneNumber(await createPhoneNumber(tenantDb(c), c.req.valid('json'))), { status: 201 }),
  )
  .openapi(remove, async (c) => answer(c, await deletePhoneNumber(tenantDb(c), c.req.valid('param').id)))
