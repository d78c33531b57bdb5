// What the pages of the API read of the OpenAPI document.

export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
  additionalProperties?: boolean | Schema
  description?: string
  default?: unknown
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

interface Content {
  content?: Readonly<Record<string, { schema?: Schema }>>
}

interface DocumentedOperation {
  summary?: string
  tags?: readonly string[]
  parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: Content
  responses: Readonly<Record<string, Content & { description: string }>>
}

export interface ApiDocument {
  info: { title: string; description?: string }
  paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  components: { schemas?: Readonly<Record<string, Schema>> }
}

export interface Operation extends DocumentedOperation {
  method: string
  path: string
  /** Its place on the page of its chapter. */
  id: string
}

export interface Chapter {
  name: string
  slug: string
  operations: readonly Operation[]
}

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** A chapter for each tag, in the order in which the document names them. */
export function chaptersOf({ paths }: ApiDocument): Chapter[] {
  const found = new Map<string, Operation[]>()
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.tags?.[0] ?? 'Other'
      const operations = found.get(name) ?? []
      found.set(name, operations)
      operations.push({ ...operation, method: method.toUpperCase(), path, id: slugOf(`${method} ${path}`) })
    }
  return [...found].map(([name, operations]) => ({ name, slug: slugOf(name), operations }))
}

export const nameOf = ({ $ref = '' }: Schema): string => $ref.split('/').at(-1) ?? ''
export const resolved = (schema: Schema, { components }: ApiDocument): Schema =>
  schema.$ref ? (components.schemas?.[nameOf(schema)] ?? {}) : schema

/** What one value may be, in a few words: `text of at most 100, or null`. */
export function wordsFor(schema: Schema): string {
  if (schema.$ref) return nameOf(schema)
  if (schema.anyOf) return [...new Set(schema.anyOf.map(wordsFor))].join(' or ')
  if (schema.allOf) return schema.allOf.map(wordsFor).join(' and ')
  const types = [schema.type ?? 'any'].flat()
  return types.map((type) => (type === 'null' ? 'null' : typeWords(type, schema))).join(' or ')
}

function typeWords(type: string, schema: Schema): string {
  if (schema.enum) return schema.enum.filter((value) => value !== null).join(' | ')
  if (type === 'array')
    return `list of ${schema.items ? wordsFor(schema.items) : 'any'}${limits(schema.minItems, schema.maxItems)}`
  if (type === 'string') return `${schema.format ?? 'text'}${limits(schema.minLength, schema.maxLength)}`
  return `${type}${limits(schema.minimum, schema.maximum)}`
}

function limits(least?: number, most?: number): string {
  if (least && most !== undefined) return ` (${least} to ${most})`
  if (most !== undefined && most < Number.MAX_SAFE_INTEGER) return ` (at most ${most})`
  return least ? ` (at least ${least})` : ''
}

/** What stands inside of it, however it is wrapped: the fields of an object, of what a list is of, of each of several. */
export function insideOf(schema: Schema, document: ApiDocument): Schema[] {
  const { properties, items, anyOf, allOf } = schema
  if (properties) return [schema]
  if (items) return insideOf(items, document)
  return [...(anyOf ?? []), ...(allOf ?? [])].flatMap((each) => insideOf(each, document))
}
