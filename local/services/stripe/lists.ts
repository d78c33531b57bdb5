import type { Params } from './form.ts'
import { integer, list, text } from './params.ts'
import { invalid } from './problem.ts'
import type { StripeObject, StripeState } from './state.ts'

/** A page of Stripe's, newest first; takes the objects oldest first. */
export function page<T extends StripeObject>(objects: T[], url: string, params: Params) {
  const limit = integer(params, 'limit') ?? 10
  if (limit < 1 || limit > 100) throw invalid('Invalid limit: must be between 1 and 100', 'limit')
  const newestFirst = createdWithin(objects, params).reverse()
  const after = position(newestFirst, text(params, 'starting_after'), 'starting_after')
  const before = position(newestFirst, text(params, 'ending_before'), 'ending_before')
  if (before !== null) {
    const start = Math.max(0, before - limit)
    return { object: 'list', url, has_more: start > 0, data: newestFirst.slice(start, before) }
  }
  const start = after === null ? 0 : after + 1
  return {
    object: 'list',
    url,
    has_more: newestFirst.length > start + limit,
    data: newestFirst.slice(start, start + limit),
  }
}

/** Replaces ids by objects along paths like `latest_charge` and `data.payment_intent`. */
export function expand(state: StripeState, value: object, params: Params): object {
  const copy = structuredClone(value)
  for (const path of list(params, 'expand')) {
    if (typeof path !== 'string' || path.split('.').length > 4)
      throw invalid(`This property cannot be expanded (${path}).`, 'expand')
    expandPath(state, copy as Record<string, unknown>, path.split('.'), path)
  }
  return copy
}

function expandPath(state: StripeState, node: Record<string, unknown>, [name = '', ...rest]: string[], path: string) {
  const value = node[name]
  if (value === null) return
  if (Array.isArray(value)) {
    for (const item of value) expandPath(state, item, rest, path)
    return
  }
  const object = typeof value === 'string' ? byId(state, value) : value
  if (typeof object !== 'object' || object === null)
    throw invalid(`This property cannot be expanded (${path}).`, 'expand')
  node[name] = object
  if (rest.length > 0) expandPath(state, object as Record<string, unknown>, rest, path)
}

function byId(state: StripeState, id: string): object | undefined {
  const found = state.intents.get(id) ?? state.charges.get(id)
  return found ? structuredClone(found.object) : undefined
}

function createdWithin<T extends StripeObject>(objects: T[], params: Params): T[] {
  const range = params.created
  if (typeof range !== 'object' || Array.isArray(range)) return [...objects]
  const from = Math.max(integer(range, 'gte') ?? 0, (integer(range, 'gt') ?? -1) + 1)
  const to = Math.min(
    integer(range, 'lte') ?? Number.MAX_SAFE_INTEGER,
    (integer(range, 'lt') ?? Number.MAX_SAFE_INTEGER) - 1,
  )
  return objects.filter((object) => object.created >= from && object.created <= to)
}

function position(objects: StripeObject[], id: string | null, param: string): number | null {
  if (id === null) return null
  const index = objects.findIndex((object) => object.id === id)
  if (index < 0) throw invalid(`No such object: '${id}'`, param, 'resource_missing')
  return index
}
