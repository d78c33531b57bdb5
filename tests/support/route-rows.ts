import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Role } from '../../core/domain/permissions.ts'
import type { Answer, Api, Call } from './api.ts'
import { fill, isForMembers, type Operation, operation } from './operations.ts'
import type { ActingObject, Reference, Resource, Row, Target } from './route-row.ts'
import type { TeamBusiness } from './team.ts'
import { untilFilled } from './until-filled.ts'

const FOLDER = fileURLToPath(new URL('../routes/', import.meta.url))
const names = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''))

/** Every file of tests/routes, by its name: a new one needs no entry anywhere. */
export const RESOURCES: ReadonlyMap<string, Resource> = new Map(
  await Promise.all(
    names.sort().map(async (name) => {
      const { default: resource } = (await import(`../routes/${name}.ts`)) as { default: Resource }
      return [name, resource] as const
    }),
  ),
)

export const ROWS: ReadonlyMap<string, Row> = new Map(
  [...RESOURCES.values()].flatMap(({ rows }) => Object.entries(rows)),
)
export const REFERENCES: ReadonlyMap<string, Reference> = new Map(
  [...RESOURCES.values()].flatMap(({ references = {} }) => Object.entries(references)),
)
export const OBJECTS: ReadonlyMap<string, ActingObject> = new Map(
  [...RESOURCES.values()].flatMap(({ objects = {} }) => Object.entries(objects)),
)

/** What a resource answers to members, in the order of its rows. */
export const memberOperationsOf = ({ rows }: Resource): Operation[] =>
  Object.keys(rows).map(operation).filter(isForMembers)

/** Fails for a route that has no row. */
export function rowOf({ key }: Operation): Row {
  const row = ROWS.get(key)
  if (!row) throw new Error(`${key} has no row in tests/routes`)
  return row
}

/** What was done to a whole business, and is taken back before anything else is made there. */
const toRestore = new WeakMap<TeamBusiness, NonNullable<Row['restore']>>()

/** Makes what the call needs. */
export async function targetOf(op: Operation, b: TeamBusiness, role: Role = 'OWNER'): Promise<Target> {
  await toRestore.get(b)?.(b)
  const { restore } = rowOf(op)
  if (restore) toRestore.set(b, restore)
  else toRestore.delete(b)
  await untilFilled(b)
  return (await rowOf(op).call?.(b, role)) ?? {}
}

/** Calls an operation as a member, or as nobody with `token: null`. */
export function callOperation(
  b: TeamBusiness,
  api: Api,
  op: Operation,
  target: Target,
  more: Call = {},
): Promise<Answer> {
  const headers = { ...target.headers, ...more.headers }
  if (ROWS.get(op.key)?.isStream) return openStream(b, api, op.path, { ...more, headers })
  return api.call(op.method, fill(op.path, target.params), { body: target.body, ...more, headers })
}

/** A stream is closed once it has begun. */
async function openStream(b: TeamBusiness, api: Api, path: string, call: Call): Promise<Answer> {
  const { token = api.token, headers = {} } = call
  const authorization = token ? { Authorization: `Bearer ${token}` } : undefined
  const response = await fetch(`${b.stack.origin}${path}`, { headers: { ...authorization, ...headers } })
  const { status } = response
  if (!response.ok) {
    const text = await response.text()
    return { status, headers: response.headers, text, body: JSON.parse(text) }
  }
  await response.body?.cancel()
  return { status, headers: response.headers, text: '', body: undefined }
}

/** An answer without what is different in every answer. */
export const bytesOf = (answer: Answer): string => `${answer.status} ${answer.text.replace(/req_[0-9a-f]+/g, 'req_')}`
