/** A state machine as data: what may be done in which state, and where it leads (`null` stays). */
export interface MachineAction<Permission extends string = string> {
  readonly from: readonly string[]
  readonly to: string | null
  readonly permission: Permission
}

export interface Machine<Permission extends string = string> {
  readonly initial: string
  readonly states: readonly string[]
  readonly actions: Readonly<Record<string, MachineAction<Permission>>>
}

export type ActionOf<M extends Machine> = Extract<keyof M['actions'], string>

/** What a role may do and what the object's own data forbids: both asked for each action the status offers. */
export interface MachineContext<M extends Machine> {
  may(role: string, permission: M['actions'][ActionOf<M>]['permission']): boolean
  isBlocked(action: ActionOf<M>): boolean
}

/** The actions of an object, in the machine's order: by status, role and guard, as the verbs refuse (H-GEN-12, RB3). */
export function allowedActions<M extends Machine>(
  machine: M,
  status: string,
  role: string,
  context: MachineContext<M>,
): ActionOf<M>[] {
  return actionsFrom(machine, status).filter(
    (action) => context.may(role, machine.actions[action]!.permission) && !context.isBlocked(action),
  )
}

/** The actions that a status offers to anyone. */
export function actionsFrom<M extends Machine>(machine: M, status: string): ActionOf<M>[] {
  return (Object.keys(machine.actions) as ActionOf<M>[]).filter((action) =>
    machine.actions[action]!.from.includes(status),
  )
}

/** The statuses an action starts from: what the lock demands. */
export function statusesFor<M extends Machine>(machine: M, action: ActionOf<M>): readonly string[] {
  return machine.actions[action]!.from
}

/** What is wrong with a machine: unknown or repeated states, actions from nowhere, states never reached. */
export function problems(machine: Machine): string[] {
  const known = new Set(machine.states)
  const found = machine.states
    .filter((state, at) => machine.states.indexOf(state) !== at)
    .map((s) => `${s} is repeated`)
  if (!known.has(machine.initial)) found.push(`initial ${machine.initial} is unknown`)
  for (const [name, action] of Object.entries(machine.actions)) {
    if (action.from.length === 0) found.push(`${name} starts nowhere`)
    const named = action.to === null ? action.from : [...action.from, action.to]
    for (const state of named) if (!known.has(state)) found.push(`${name} names unknown ${state}`)
  }
  const reached = reachable(machine)
  return [
    ...found,
    ...machine.states.filter((state) => !reached.has(state)).map((state) => `${state} is never reached`),
  ]
}

function reachable(machine: Machine): Set<string> {
  const reached = new Set([machine.initial])
  for (const state of reached) {
    for (const action of Object.values(machine.actions)) {
      if (action.to !== null && action.from.includes(state)) reached.add(action.to)
    }
  }
  return reached
}
