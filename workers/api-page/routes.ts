import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubContext } from '../context.ts'
import { respondPage } from '../portal/page.tsx'
import type { ApiDocument } from './document.ts'

/** The reference of the API for people. What writes it is read when it is first asked for, and the document is made once. */
export function apiPages(documentOf: () => unknown) {
  let document: ApiDocument | undefined
  return async (c: HubContext): Promise<Response> => {
    const { apiPage } = await import('./pages.tsx')
    document ??= documentOf() as ApiDocument
    const page = apiPage(document, c.req.param('chapter') ?? '', new URL(c.var.services.settings.APP_ORIGIN).origin)
    if (!page) throw new AppError('NOT_FOUND', 'There is no such page; /docs/api lists all')
    const response = await respondPage(c, 200, page)
    response.headers.set('Cache-Control', 'no-cache')
    return response
  }
}
