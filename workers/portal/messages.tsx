/** @jsxImportSource hono/jsx */
import type { PortalQuestion } from '../../core/contract/portal.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { hashToken, portalUrl } from '../../core/services/documents/portal-links.ts'
import { askQuestion, QUESTION_MAX, viewThread } from '../../core/services/portal/messages.ts'
import { type HubContext, systemDb, tellConversation } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import { readLimited } from '../middleware/body.ts'
import { addressOf, refuseAbove } from '../middleware/limits.ts'
import { answer, fail } from '../respond.ts'
import { keyOf } from './link-tenant.ts'
import { miss } from './misses.ts'
import { refuseForeignForm } from './own-form.ts'
import { type Page, respondPage } from './page.tsx'
import { QuestionForm } from './question.tsx'
import { threadPage } from './thread-page.tsx'
import { wantsJson } from './visit.ts'

/** A letter takes up to nine bytes in a form. */
const BODY_BYTES_MAX = 16 * QUESTION_MAX

/** The page of a conversation. */
export async function showThread(c: HubContext): Promise<Response> {
  const token = c.req.param('token') ?? ''
  const hash = await hashToken(token)
  const thread = await viewThread(systemDb(c), hash)
  if (thread === null) return miss(c)
  await refuseAbove(c, 'PORTAL_BY_LINK', hash)
  return wantsJson(c) ? answer(c, thread) : respondPage(c, 200, threadPage(thread, token))
}

/** A question from the page of a document or of a conversation; leads to where it stands now. */
export async function takeQuestion(c: HubContext): Promise<Response> {
  refuseForeignForm(c, 'Open the page itself to write')
  const raw = await readLimited(c.req.raw, BODY_BYTES_MAX)
  const form = new URLSearchParams(raw)
  const [token, typed] = [form.get('token') ?? '', form.get('body') ?? '']
  const hash = await hashToken(token)
  await refuseAbove(c, 'PORTAL_BY_LINK', hash)
  try {
    const asked = await ask(c, { token, hash, typed, raw })
    const address = asked.isOwnLink ? portalUrl('', 'conversation', token) : asked.url
    const data: PortalQuestion = { thread_url: address }
    return wantsJson(c) ? answer(c, data, { status: 201 }) : c.redirect(address, 303)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return miss(c)
    return wantsJson(c) ? Promise.reject(error) : keptPage(c, error, token, typed)
  }
}

interface Posted {
  token: string
  hash: string
  typed: string
  raw: string
}

async function ask(c: HubContext, { hash, typed, raw }: Posted): Promise<{ isOwnLink: boolean; url: string }> {
  const { links } = c.var.services
  const idem = await keyOf(c, `portal:${hash}:POST:messages`, async () => raw)
  const link = await links.mint('conversation')
  const asked = await askQuestion(systemDb(c), {
    tokenHash: hash,
    text: typed,
    key: idem?.key ?? null,
    link,
    requestId: c.var.requestId,
    ip: addressOf(c),
  })
  if (asked.is_new) tellConversation(c, asked)
  if (asked.job) await enqueue(c.env, asked.tenant_id, [{ type: 'AI_DRAFT_MAKE', key: asked.job }])
  return { isOwnLink: asked.is_own_link, url: new URL(link.url).pathname }
}

/** Why it was not taken, with what was typed, so that it can be sent again. */
function keptPage(c: HubContext, error: unknown, token: string, typed: string): Promise<Response> {
  const plain = fail(c, error)
  return respondPage(c, plain.status, refusedPage(reasonOf(error), token, typed))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'Something went wrong on our side: try again in a minute'
  return error.details[0]?.message ?? error.message
}

const refusedPage = (reason: string, token: string, typed: string): Page => ({
  title: 'Your message was not sent',
  body: (
    <main>
      <section class="card" aria-labelledby="message">
        <h1 id="message">Your message was not sent</h1>
        <p>{reason}.</p>
        <QuestionForm token={token} typed={typed} />
      </section>
    </main>
  ),
})
