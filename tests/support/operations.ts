import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What of JSON Schema our OpenAPI document uses. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  maxLength?: number
  maxItems?: number
  additionalProperties?: boolean
}

export interface Operation {
  /** `POST /v1/invoices/{id}/send`. */
  key: string
  method: string
  path: string
  tag: string
  pathParams: string[]
  queryParams: string[]
  body: Schema | null
  success: number[]
  /** Keeps its answer under an Idempotency-Key. */
  takesKey: boolean
  /** Open to those without a token. */
  isOpen: boolean
}

interface Document {
  paths: Record<string, Record<string, OperationJson>>
  components: { schemas: Record<string, Schema> }
}
interface OperationJson {
  tags?: string[]
  security?: unknown[]
  parameters?: { in: string; name: string }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, unknown>
}

const FILE = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url))
const document = JSON.parse(readFileSync(FILE, 'utf8')) as Document

/** Every operation of the API, from the document that tests/http/manners/openapi.test.ts compares with the Worker's. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, json]) => operationOf(method.toUpperCase(), path, json)),
)

/** Behind a member's token, and of his business: reviewers of the platform have a door of their own. */
export function isForMembers({ isOpen, path }: Operation): boolean {
  return !isOpen && !path.startsWith('/v1/ops/')
}

/** Those of members. */
export const MEMBER_OPERATIONS = OPERATIONS.filter(isForMembers)

export function operation(key: string): Operation {
  const found = OPERATIONS.find((one) => one.key === key)
  if (!found) throw new Error(`${key} is not in docs/openapi.json`)
  return found
}

function operationOf(method: string, path: string, json: OperationJson): Operation {
  const named = (place: string) => (json.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name)
  return {
    key: `${method} ${path}`,
    method,
    path,
    tag: json.tags?.[0] ?? '',
    pathParams: named('path'),
    queryParams: named('query'),
    body: json.requestBody?.content['application/json'].schema ?? null,
    success: Object.keys(json.responses)
      .map(Number)
      .filter((status) => status < 400),
    takesKey: named('header').includes('Idempotency-Key'),
    isOpen: !json.security?.length,
  }
}

/** A schema with its reference followed. */
export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name ? resolved(document.components.schemas[name]!) : schema
}

export interface Property {
  /** `line_items.0.tax_rate_id`: the first element stands for all. */
  path: string
  schema: Schema
}

/** Every property of a body, at any depth and in every variant. */
export function propertiesOf(schema: Schema, prefix = ''): Property[] {
  const { properties = {}, items, anyOf = [] } = resolved(schema)
  const own = Object.entries(properties).flatMap(([name, inner]) => {
    const path = prefix ? `${prefix}.${name}` : name
    return [{ path, schema: resolved(inner) }, ...propertiesOf(inner, path)]
  })
  const inItems = items ? [{ path: `${prefix}.0`, schema: resolved(items) }, ...propertiesOf(items, `${prefix}.0`)] : []
  const inVariants = anyOf.flatMap((variant) => propertiesOf(variant, prefix))
  const all = [...own, ...inItems, ...inVariants]
  return all.filter(({ path }, at) => all.findIndex((other) => other.path === path) === at)
}

/** A text that may be anything. */
export const isText = ({ type, enum: options, pattern, format }: Schema) =>
  (type === 'string' || (Array.isArray(type) && type.includes('string'))) && !options && !pattern && !format

/** The path with its parameters filled in. */
export const fill = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** A copy of a body with one property set, by its path. */
export function withValue(body: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(body ?? {}) as Record<string, unknown>
  const steps = path.split('.')
  const last = steps.pop()!
  let place: Record<string, unknown> = copy
  for (const step of steps) place = place[step] as Record<string, unknown>
  place[last] = value
  return copy
}
