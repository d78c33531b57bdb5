import type { z } from 'zod'
import { Failure } from '../../../core/contract/common.ts'
import { app } from '../../../workers/app.ts'

interface Declared {
  method: string
  pattern: RegExp
  answers: Record<string, { content?: { 'application/json'?: { schema: z.ZodType } } }>
}

/** What each route declares to answer, from the Worker itself: the schemas are the contract's. */
const ROUTES: readonly Declared[] = app.openAPIRegistry.definitions.flatMap((one) =>
  one.type === 'route'
    ? [
        {
          method: one.route.method.toUpperCase(),
          pattern: new RegExp(`^${one.route.path.replace(/\{\w+\}/g, '[^/]+')}$`),
          answers: one.route.responses as Declared['answers'],
        },
      ]
    : [],
)

/** In what an answer of a mock differs from what the Worker declares; null when it could be the Worker's. */
export function driftOf(
  method: string,
  path: string,
  { status, body }: { status: number; body: unknown },
): string | null {
  const route = ROUTES.find((one) => one.method === method && one.pattern.test(path))
  if (!route) return status === 404 ? null : `${method} ${path} is no route`
  const declared = status >= 400 ? Failure : route.answers[status]?.content?.['application/json']?.schema
  if (!declared) return `${method} ${path} never answers ${status}`
  const issues = declared.safeParse(body).error?.issues ?? []
  const [first] = issues
  return first ? `${method} ${path}: ${first.path.join('.')} ${first.message}` : null
}
