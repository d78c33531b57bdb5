import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Profile, RequiringEntity, Switch } from '../../domain/profiles/profile.ts'
import { isSwitchedOn, OUTSIDE, offSentence, switchesOf } from '../../domain/profiles/switches.ts'
import { type Fields, type Operation, validate } from '../../domain/profiles/validate.ts'

/** Throws what the profile still asks of an object (H-PROF-8). */
export function refuseIncomplete(
  entity: RequiringEntity,
  object: Fields,
  operation: Operation,
  profile: Profile,
): void {
  const details = validate(entity, object, operation, profile)
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}

/** Where what is needed depends on more than the action; the others are refused by their entry (app.member). */
export function requireSwitch(profile: Profile, name: Switch): void {
  if (!isSwitchedOn(profile, name)) throw new AppError('CAPABILITY_DISABLED', offSentence(name))
}

/** The same of all that an action needs which is done as a part of another. */
export function requireSwitches(profile: Profile, action: Action): void {
  for (const need of switchesOf(action)) if (need !== OUTSIDE) requireSwitch(profile, need)
}
