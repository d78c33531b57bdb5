import { describe, expect, it } from 'vitest'
import { ACTIONS, type Action, rolesFor } from '../../core/domain/actions.ts'
import { type AnyMachine, actionOf } from '../../core/domain/kernel/machine.ts'
import { MACHINES } from '../../core/domain/machines.ts'

const machines: [string, AnyMachine][] = Object.entries(MACHINES)

describe('machines', () => {
  it.each(machines)('%s: every action stands in the table of actions, with somebody who may', (_, machine) => {
    for (const key of Object.keys(machine.actions)) {
      const action = actionOf(machine, key)
      if (action !== null) expect(rolesFor(action).length, action).toBeGreaterThan(0)
    }
  })

  it.each(machines)('%s: what is offered is for members', (_, machine) => {
    const offered = Object.keys(machine.actions).filter((key) => machine.actions[key]!.offered !== false)
    for (const key of offered) {
      const action = actionOf(machine, key)
      if (action !== null) expect(rolesFor(action)).toContain('OWNER')
    }
  })

  it('cover every verb on an object that has states', () => {
    const verbs = (ACTIONS as Action[]).filter((action) => /\.(update|delete|void|send|revoke)$/.test(action))
    const covered = machines.flatMap(([, machine]) => Object.keys(machine.actions).map((key) => actionOf(machine, key)))
    const without = verbs.filter((action) => !covered.includes(action))
    // Members, numbers, the business and its first steps are changed by functions that hold their own locks.
    expect(without).toEqual(['phone_numbers.delete', 'members.update', 'business.update', 'onboarding.update'])
  })
})
