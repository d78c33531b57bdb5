import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { envelope, Failure, IdParam, type Meta } from '../../core/contract/common.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'

const failure = (description: string) => ({ description, content: { 'application/json': { schema: Failure } } })

/** Every refusal a route may answer with; shared so that the document says the same everywhere. */
export const REFUSALS = {
  400: failure('The body is not JSON, or the cursor is not of this list'),
  401: failure('No valid token'),
  403: failure('The role does not allow it, or the business is not set up'),
  404: failure('Unknown, deleted or of another business'),
  409: failure('It changed meanwhile, or its state does not allow it; `latest` is the object as it is now'),
  413: failure('The body is too large'),
  415: failure('The body is not application/json'),
  422: failure('A field is wrong; `details` name each'),
  429: failure('Too many requests; wait Retry-After seconds'),
  502: failure('An outside service refused or did not answer; nothing changed here'),
  503: failure('The database cannot be reached; try again'),
}

interface Declaration<B, Q, P, D> {
  summary: string
  body?: B
  query?: Q
  params?: P
  data: D
  /** More than one where the answer says what happened: 202 when it will happen later. */
  status?: Success | readonly Success[]
  /** Repeating it changes nothing, or no tenant is known yet that could keep its key. */
  keyless?: boolean
  tags: string[]
}
type Success = 200 | 201 | 202

/** A verb that takes no fields refuses them all (DESIGN 8). */
const NoFields = z.strictObject({}).meta({ id: 'NoFields' })

const KEY_HEADER = z.object({
  'Idempotency-Key': z.string().max(255).optional().meta({ description: 'Repeat it to repeat safely' }),
})

/** One line for one route: method, path, schemas; the refusals and the key header come with it. */
export function route<
  const M extends 'get' | 'post' | 'patch' | 'delete',
  const P extends string,
  D extends z.ZodType,
  B extends z.ZodType = z.ZodNever,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  R extends z.ZodObject = typeof IdParam,
>(method: M, path: P, { summary, body, query, params, data, status = 200, keyless, tags }: Declaration<B, Q, R, D>) {
  const answer = { description: summary, content: { 'application/json': { schema: envelope(data) } } }
  const answers = Object.fromEntries([status].flat().map((code) => [code, answer]))
  return createRoute({
    method: method as M,
    path,
    summary,
    tags,
    security: [{ bearer: [] }],
    request: {
      ...(path.includes('{') ? { params: params ?? IdParam } : {}),
      ...(query ? { query } : {}),
      ...(method === 'get' || keyless ? {} : { headers: KEY_HEADER }),
      ...(method === 'get' ? {} : { body: json(body ?? NoFields, body !== undefined) }),
    } as unknown as RequestOf<B, Q, R>,
    responses: { ...answers, ...REFUSALS } as unknown as Answers<D>,
  } satisfies RouteConfig)
}

const json = (schema: z.ZodType, required: boolean) => ({ required, content: { 'application/json': { schema } } })

/** A route for those who have no token yet. */
export const open = <R extends object>(declared: R): R => Object.assign(declared, { security: [] })

type Answers<D extends z.ZodType> = {
  200: { description: string; content: { 'application/json': { schema: z.ZodObject<{ data: D; meta: typeof Meta }> } } }
}

type RequestOf<B extends z.ZodType, Q extends z.ZodObject, R extends z.ZodObject> = {
  params: R
  query: Q
  body: { required: true; content: { 'application/json': { schema: B } } }
}

/** A router whose schema failures are answered as 422 with a field each. */
export const router = () =>
  new OpenAPIHono<HubEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const details = result.error.issues
        .slice(0, 50)
        .map((issue) => ({ field: fieldOf(issue), message: issue.message }))
      throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
    },
  })

const fieldOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.') || 'body'

/** A refused state answers with the object as it is now (H-GEN-11). */
export async function withLatest<T>(verb: () => Promise<T>, latest: () => Promise<unknown>): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT' && error.latest === undefined)
      error.latest = await latest().catch(() => undefined)
    throw error
  }
}
