import type { Item } from '../../../core/contract/items.ts'
import { can } from '../../../core/domain/actions.ts'
import * as maple from './maple.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

/** The price list of the canned API. */
export function itemsAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = ''] = url.pathname.split('/')
  const q = (url.searchParams.get('q') ?? '').toLowerCase()
  if (id === 'suggest') return ok(world.isEmpty ? [] : suggestions(world, q))
  if (!id && method === 'POST')
    return ok(keep(world, { ...maple.priceList[0]!, ...(body as Item), id: 'new-item' }), 201)
  if (!id) return ok(world.isEmpty ? [] : listed(world, url.searchParams.get('status') ?? 'ACTIVE', q))
  const item = world.items.get(id)
  if (!item) return notFound
  if (method === 'DELETE') world.items.delete(id)
  if (method === 'DELETE') return ok({ id })
  const { if_match_version: _, ...changes } = (body ?? {}) as Partial<Item> & { if_match_version?: number }
  return ok(method === 'PATCH' ? keep(world, { ...item, ...changes, version: item.version + 1 }) : item)
}

function listed(world: World, status: string, q: string): Item[] {
  const allowed_actions = (['update', 'delete'] as const).filter((verb) => can(world.role, `items.${verb}`) !== '-')
  return [...world.items.values()]
    .filter((item) => item.status === status && item.name.toLowerCase().includes(q))
    .map((item) => ({ ...item, allowed_actions }))
}

const suggestions = (world: World, q: string) =>
  [
    ...listed(world, 'ACTIVE', q).map(({ id, name, description, unit, rate, currency, tax_rate_id }) => ({
      item_id: id,
      name,
      description,
      unit,
      rate,
      currency,
      tax_rate_id,
    })),
    maple.writtenBefore,
  ].filter(({ name }) => name.toLowerCase().startsWith(q))

function keep(world: World, item: Item): Item {
  world.items.set(item.id, item)
  return item
}
