import { EffectiveProfile, type Profile } from '../../../core/contract/profile.ts'
import { ACTIONS, can } from '../../../core/domain/actions.ts'
import type { MemberRole } from '../../../core/domain/permissions.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'
import { changeOverrides, effectiveProfile } from '../../../core/domain/profiles/merge.ts'
import { SWITCHES } from '../../../core/domain/profiles/profile.ts'
import { isOn, isSwitchedOn, switchedOff } from '../../../core/domain/profiles/switches.ts'
import { ok, type Reply, refusal, type World } from './mock-api.ts'

/** What counts for the canned business. */
export const profileOf = ({ profileId, overrides }: Pick<World, 'profileId' | 'overrides'>) =>
  EffectiveProfile.parse(effectiveProfile(profileId, overrides, PROFILES))

export const permissionsOf = (world: World, role: MemberRole): string[] => {
  const off = switchedOff(profileOf(world))
  const rights = ACTIONS.filter((action) => can(role, action) !== '-' && isOn(action, off))
  return world.isReviewer ? [...rights, 'reviews.read'] : rights
}

/** As app.member refuses it. */
export const offAnswer = (world: World, resource: string): Reply | null => {
  const off = switchedOff(profileOf(world))
  const action = ACTIONS.find((one) => one === `${resource}.read`)
  return action && !isOn(action, off)
    ? { status: 403, body: refusal('CAPABILITY_DISABLED', 'Quotes are switched off in this business') }
    : null
}

export function profileAnswer(world: World, method: string, second: string, body: unknown): Reply {
  if (second === 'preview') return ok(previewOf(world, body as { profile_id?: string; overrides?: object }))
  if (method === 'PATCH') world.overrides = changeOverrides(world.overrides, body as never)
  return ok({
    ...profileOf(world),
    overrides: world.overrides,
    choices: PROFILES.map(({ profile_id, name, description }) => ({ profile_id, name, description })),
    settings_version: 3,
    allowed_actions: can(world.role, 'profile.update_overrides') === 'F' ? ['update_overrides'] : [],
  } satisfies Profile | object)
}

function previewOf(
  world: World,
  { profile_id = world.profileId, overrides = {} }: { profile_id?: string; overrides?: object },
) {
  const before = profileOf(world)
  const after = profileOf({ profileId: profile_id, overrides: changeOverrides(world.overrides, overrides as never) })
  const switched = SWITCHES.filter((name) => isSwitchedOn(before, name) !== isSwitchedOn(after, name))
  const labels = Object.keys(before.labels) as (keyof typeof before.labels)[]
  return {
    profile: after,
    switched: switched.map((name) => ({
      name,
      on: isSwitchedOn(after, name),
      concerned: name === 'quotes' ? 6 : null,
    })),
    required: [],
    no_longer_required: [],
    relabelled: labels
      .filter((label) => before.labels[label] !== after.labels[label])
      .map((label) => ({ label, before: before.labels[label], after: after.labels[label] })),
  }
}
