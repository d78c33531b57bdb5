import type { DraftFields } from './fields.ts'

type Json = Record<string, unknown>

/** The fields as the object that they propose: `line_items.0.rate` stands in the first line's `rate`. */
export function payloadOf(fields: DraftFields): Json {
  const payload: Json = {}
  for (const [path, { value }] of Object.entries(fields)) {
    const [first = '', at, last] = path.split('.')
    if (at === undefined) payload[first] = value
    else if (last === undefined) payload[first] = { ...(payload[first] as Json | undefined), [at]: value }
    else lineOf(payload, first, Number(at))[last] = value
  }
  return payload
}

function lineOf(payload: Json, name: string, at: number): Json {
  payload[name] ??= []
  const lines = payload[name] as Json[]
  for (let next = lines.length; next <= at; next++) lines.push({})
  return lines[at]!
}

/** The paths at which two payloads differ, in the order of their names. */
export function changedPaths(before: Json, after: Json): string[] {
  const [was, is] = [leavesOf(before), leavesOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path)).toSorted()
}

function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined || value === '') return new Map()
  if (typeof value !== 'object') return new Map([[path, String(value)]])
  return new Map(
    Object.entries(value).flatMap(([name, each]) => [...leavesOf(each, path === '' ? name : `${path}.${name}`)]),
  )
}

/** Of whom it is says nothing of what. */
const EMPTY = 0.5

/** How sure a draft is: as its least certain field, and no surer than what it should become; one that says nothing is not sure. */
export function confidenceOf(intent: number, fields: DraftFields): number {
  const isEmpty = Object.keys(fields).every((path) => path === 'contact_id')
  return Math.min(intent, ...Object.values(fields).map(({ confidence }) => confidence), ...(isEmpty ? [EMPTY] : []))
}
