import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { envelope, Failure, IdParam } from '../../core/contract/common.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'
import type { Success } from '../respond.ts'

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

interface Declaration<B, Q, P, D, S> {
  summary: string
  body?: B
  query?: Q
  params?: P
  data: D
  /** More than one where the answer says what happened: 202 when it will happen later. */
  status?: S | readonly S[]
  /** Repeating it changes nothing, or no tenant is known yet that could keep its key. */
  keyless?: boolean
  tags: string[]
}
type Method = 'get' | 'post' | 'patch' | 'delete'

/** A verb that takes no fields refuses them all (DESIGN 8). */
const NoFields = z.strictObject({}).meta({ id: 'NoFields' })

const KEY_HEADER = z.object({
  'Idempotency-Key': z.string().max(255).optional().meta({ description: 'Repeat it to repeat safely' }),
})

/** One line for one route: method, path, schemas; the refusals and the key header come with it. */
export function route<
  const M extends Method,
  const P extends string,
  D extends z.ZodType,
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  R extends z.ZodObject = typeof IdParam,
  const S extends Success = 200,
>(method: M, path: P, declared: Declaration<B, Q, R, D, S>) {
  const { summary, data, status = 200, tags } = declared
  const answer = { description: summary, content: { 'application/json': { schema: envelope(data) } } }
  const answers = Object.fromEntries([status].flat().map((code) => [code, answer])) as Answers<D, S>
  // Whatever refuses throws: no handler returns these, so its type leaves them out.
  const responses: Answers<D, S> = { ...answers, ...REFUSALS }
  return createRoute({
    method: method as M,
    path,
    summary,
    tags,
    security: [{ bearer: [] }],
    request: requestOf(method, path, declared) as RequestOf<P, B, Q, R>,
    responses,
  })
}

/** The same for a document as it is printed: the bytes of a PDF in place of an envelope. */
export const paperRoute = <const P extends string, Q extends z.ZodObject = z.ZodObject<Record<never, never>>>(
  path: P,
  { summary, tags, query }: { summary: string; tags: string[]; query?: Q },
) =>
  createRoute({
    method: 'get' as const,
    path,
    summary,
    tags,
    security: [{ bearer: [] }],
    request: { params: IdParam, query: (query ?? z.object({})) as Q },
    responses: {
      200: { description: summary, content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } },
      ...REFUSALS,
    },
  })

/** The same for a document as an e-invoice: UBL in place of an envelope. */
export const xmlRoute = <const P extends string>(path: P, { summary, tags }: { summary: string; tags: string[] }) =>
  createRoute({
    method: 'get' as const,
    path,
    summary,
    tags,
    security: [{ bearer: [] }],
    request: { params: IdParam },
    responses: {
      200: { description: summary, content: { 'application/xml': { schema: { type: 'string' } } } },
      ...REFUSALS,
    },
  })

function requestOf(
  method: Method,
  path: string,
  {
    body,
    query,
    params,
    keyless,
  }: Declaration<z.ZodType | undefined, z.ZodObject | undefined, z.ZodObject, z.ZodType, Success>,
): object {
  return {
    ...(path.includes('{') ? { params: params ?? IdParam } : {}),
    ...(query ? { query } : {}),
    ...(method === 'get' || keyless ? {} : { headers: KEY_HEADER }),
    ...(method === 'get' ? {} : { body: json(body ?? NoFields, body !== undefined) }),
  }
}

const json = <B extends z.ZodType>(schema: B, required: boolean) => ({
  required,
  content: { 'application/json': { schema } },
})

/** A route for those who have no token yet. */
export const open = <R extends object>(declared: R): R => Object.assign(declared, { security: [] })

type Answers<D extends z.ZodType, S extends Success> = {
  [Status in S]: {
    description: string
    content: { 'application/json': { schema: ReturnType<typeof envelope<D>> } }
  }
}

/** What a handler may read and a client sends: no id on a path without one, no body or query where none is declared. */
type RequestOf<
  P extends string,
  B extends z.ZodType | undefined,
  Q extends z.ZodObject | undefined,
  R extends z.ZodObject,
> = (P extends `${string}{${string}` ? { params: R } : unknown) &
  (B extends z.ZodType ? { body: ReturnType<typeof json<B>> } : unknown) &
  (Q extends z.ZodObject ? { query: Q } : object)

/** More wrong fields than the largest body has. */
const DETAILS_MAX = 100

/** A router whose schema failures are answered as 422 with a field each. */
export const router = () =>
  new OpenAPIHono<HubEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const details = result.error.issues
        .slice(0, DETAILS_MAX)
        .map((issue) => ({ field: fieldOf(issue), message: issue.message }))
      throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
    },
  })

const fieldOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.') || 'body'
