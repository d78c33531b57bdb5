import { type Action, mayTouch, type Role } from './permissions.ts'

/**
 * `allowed_actions` of an object whose state forbids nothing: the verbs of those actions that the role has. Whoever sees
 * the object at level A sees it because it is his own (H-RBAC-14), so that is not asked again.
 */
export function permittedActions(role: Role, actions: readonly Action[]): string[] {
  return actions.filter((action) => mayTouch(role, action, true)).map((action) => action.split('.')[1] ?? action)
}
