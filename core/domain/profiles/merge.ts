import type { ErrorDetail } from '../kernel/errors.ts'
import { isUuid } from '../kernel/ids.ts'
import { BASE } from './base.ts'
import type { Overrides, Profile, ProfileData } from './profile.ts'

type Tree = Readonly<Record<string, unknown>>

/**
 * The profile that counts: base, then the chosen one, then what the business changed (H-PROF-2). Values and lists replace,
 * objects merge by key at any depth, and what a later layer does not name stays (H-PROF-3). Nothing given is changed.
 */
export const merge = (base: Profile, profile: ProfileData, overrides: Overrides): Profile =>
  [profile, overrides].reduce<Tree>((below, layer) => over(below, layer as Tree), base as unknown as Tree) as never

/** The profile of a business. One that this version does not know counts as the base: a business is never without. */
export function effectiveProfile(profileId: string, overrides: Overrides, profiles: readonly ProfileData[]): Profile {
  const chosen = profiles.find((profile) => profile.profile_id === profileId)
  return merge(BASE, chosen ?? { ...BASE, profile_id: profileId }, overrides)
}

/**
 * What a business has changed, with one more change: as a merge it is laid over what was there, and null takes back what
 * stood at its place, so that the profile's own counts again. What is empty is left out.
 */
export function changeOverrides(known: Overrides, change: Tree): Overrides {
  return withoutEmpty(over(known as Tree, change)) as Overrides
}

/** What would make a profile impossible to work by; each under the field of the change that leads to it. */
export function profileProblems({ workflows, extensions, templates }: Profile): ErrorDetail[] {
  const { work_item_types: types, default_work_item_type: usual, work_item_statuses: statuses } = workflows
  const fields = Object.keys(extensions.work_item_fields).length
  const checks: [boolean, string, string][] = [
    [!types.includes(usual), 'workflows.default_work_item_type', 'Choose one of the types that are offered'],
    [!statuses.includes('NEW'), 'workflows.work_item_statuses', 'NEW must stay: whatever is made begins there'],
    [!statuses.includes('DONE'), 'workflows.work_item_statuses', 'DONE must stay: else nothing ends'],
    [fields > FIELDS_MAX, 'extensions.work_item_fields', `At most ${FIELDS_MAX} fields`],
  ]
  const unknown = Object.entries(templates).filter(([, id]) => !isUuid(id) && !OWN_TEMPLATES.includes(id))
  for (const [name] of unknown) checks.push([true, `templates.${name}`, 'No such record'])
  return checks.filter(([isWrong]) => isWrong).map(([, field, message]) => ({ field, message }))
}

/** Those that come with the product. */
const OWN_TEMPLATES: readonly string[] = Object.values(BASE.templates)
/** As many as `labels_json` takes. */
const FIELDS_MAX = 20

function over(below: Tree, above: Tree): Tree {
  const merged = new Map(Object.entries(below))
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue
    const under = merged.get(key)
    merged.set(key, isTree(value) ? over(isTree(under) ? under : {}, value) : value)
  }
  return treeOf(merged)
}

function withoutEmpty(tree: Tree): Tree {
  const kept = Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
    if (!isTree(value)) return value === null ? [] : [[key, value]]
    const inner = withoutEmpty(value)
    return Object.keys(inner).length === 0 ? [] : [[key, inner]]
  })
  return treeOf(kept)
}

/** `Object.fromEntries` defines; it never sets: a key named `__proto__` is a key like any other. */
const treeOf = (entries: Iterable<readonly [string, unknown]>): Tree => Object.fromEntries(entries)

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
