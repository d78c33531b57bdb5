import { z } from '@hono/zod-openapi'
import { File, FileQuery, LinkFile, PresignedFile, PresignFile } from '../../core/contract/files.ts'
import { deleteFile } from '../../core/services/files/delete.ts'
import { linkFile } from '../../core/services/files/link.ts'
import { getFile, listFiles } from '../../core/services/files/list.ts'
import { presentFile, presentUpload } from '../../core/services/files/present.ts'
import { presignFile } from '../../core/services/files/presign.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Files']

const list = route('get', '/files', { summary: 'List files', query: FileQuery, data: z.array(File), tags })
const presign = route('post', '/files/presign', {
  summary: 'Announce a file; its bytes are then PUT to `upload_url`',
  body: PresignFile,
  data: PresignedFile,
  status: 201,
  tags,
})
const get = route('get', '/files/{id}', { summary: 'Get a file', data: File, tags })
const link = route('post', '/files/{id}/link', {
  summary: 'Say what a stored file belongs to',
  body: LinkFile,
  data: File,
  tags,
})
const remove = route('delete', '/files/{id}', { summary: 'Delete a file', data: z.object({ id: z.string() }), tags })

const present = (c: HubContext) => presentFile(c.var.services.fileAddresses)
const file = (c: HubContext) => objectOf(getFile, present(c))

export const fileRoutes = router()
  .openapi(list, (c) => page(c, listFiles, c.req.valid('query'), present(c)))
  .openapi(presign, async (c) => {
    const row = await presignFile(tenantDb(c), c.req.valid('json'))
    return answer(c, presentUpload(c.var.services.fileAddresses, row), { status: 201 })
  })
  .openapi(get, (c) => file(c).get(c))
  .openapi(link, (c) => file(c).change(c, linkFile, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await file(c).attempt(c, deleteFile)))
