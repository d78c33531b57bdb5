import type { AnyMachine } from '../../core/domain/kernel/machine.ts'

/** What is wrong with a machine: unknown or repeated states, actions from nowhere, states never reached, unknown guards. */
export function problems(machine: AnyMachine): string[] {
  const known = new Set(machine.states)
  const found = machine.states
    .filter((state, at) => machine.states.indexOf(state) !== at)
    .map((s) => `${s} is repeated`)
  if (!known.has(machine.initial)) found.push(`initial ${machine.initial} is unknown`)
  for (const [name, action] of Object.entries(machine.actions)) found.push(...problemsOf(machine, name, action))
  const reached = reachable(machine)
  return [
    ...found,
    ...machine.states.filter((state) => !reached.has(state)).map((state) => `${state} is never reached`),
  ]
}

function problemsOf({ states, conditions }: AnyMachine, name: string, action: AnyMachine['actions'][string]): string[] {
  const { from, to, guards = [], offered } = action
  const named = to === null ? from : [...from, to]
  const asked = offered ? [...guards, offered] : guards
  return [
    ...(from.length === 0 ? [`${name} starts nowhere`] : []),
    ...named.filter((state) => !states.includes(state)).map((state) => `${name} names unknown ${state}`),
    ...asked.filter((guard) => !(guard in conditions)).map((guard) => `${name} asks unknown ${guard}`),
  ]
}

function reachable(machine: AnyMachine): Set<string> {
  const reached = new Set([machine.initial])
  for (const state of reached) {
    for (const action of Object.values(machine.actions)) {
      if (action.to !== null && action.from.includes(state)) reached.add(action.to)
    }
  }
  return reached
}
