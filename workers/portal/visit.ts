import { DOCUMENT_KINDS, type DocumentKind, pathOfKind } from '../../core/domain/documents/kinds.ts'
import { hashToken, returnUrl } from '../../core/services/documents/portal-links.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import type { HubContext } from '../context.ts'

const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[]

/** The kind whose page is asked for: `invoice` of `/portal/invoices/...`. */
export const kindOf = (c: HubContext): DocumentKind | undefined => {
  const resource = c.req.path.split('/')[2]
  return KINDS.find((kind) => pathOfKind(kind) === resource)
}

/** Any text is looked up, so that a guess of any shape costs the same. */
export async function usedLink(c: HubContext): Promise<UsedLink> {
  const token = c.req.param('token') ?? ''
  const { origin } = new URL(c.var.services.settings.APP_ORIGIN)
  return { hash: await hashToken(token), returnUrl: returnUrl(origin) }
}

/** The page of the document that this request is about, as the person wrote it. */
export const pathOf = (c: HubContext): string | null =>
  /^\/portal\/[a-z-]+\/[A-Za-z0-9_-]+/.exec(c.req.path)?.[0] ?? null

export const wantsJson = (c: HubContext) =>
  /\bapplication\/json\b/i.test(c.req.header('Accept') ?? '') && !/\btext\/html\b/i.test(c.req.header('Accept') ?? '')

/** Programs that fetch a page to show a picture of it in a conversation, not the browsers inside of them; a Cubot is a phone. */
const PREVIEWERS =
  /(?<!\bcu)bot\b|facebookexternalhit|whatsapp|skypeuripreview|microsoftpreview|viber|embedly|snap url preview|mastodon|vkshare|iframely|linkpreview|google-pagerenderer|googleimageproxy/i

/** Not counted as seen: looking again after paying, and pages fetched before anybody asked for them, by a browser or for a preview. */
export const isLooking = (c: HubContext) =>
  c.req.raw.method === 'GET' &&
  c.req.query('checkout') === undefined &&
  !/prefetch|prerender/i.test(c.req.header('Sec-Purpose') ?? '') &&
  !PREVIEWERS.test(c.req.header('User-Agent') ?? '')
