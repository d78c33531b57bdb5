import { describe, expect, it } from 'vitest'
import type { Action } from '../../../core/domain/actions.ts'
import {
  type AnyMachine,
  actionOf,
  allowedActions,
  guardSql,
  isPossible,
  type Machine,
  statusesFor,
} from '../../../core/domain/kernel/machine.ts'
import { MACHINES, transitionOf } from '../../../core/domain/machines.ts'
import { problems } from '../../support/machine-problems.ts'

interface DoorFacts {
  status: string
  isLocked: boolean
  isDry: boolean
}

const door = {
  table: 'doors',
  initial: 'OPEN',
  states: ['OPEN', 'SHUT'],
  conditions: {
    unlocked: { holds: ({ isLocked }) => !isLocked, sql: (row) => `not ${row}.locked` },
    dry: { holds: ({ isDry }) => isDry, sql: (row) => `${row}.dry` },
  },
  actions: {
    shut: { from: ['OPEN'], to: 'SHUT' },
    open: { from: ['SHUT'], to: 'OPEN', guards: ['unlocked', 'dry'] },
    paint: { from: ['OPEN', 'SHUT'], to: null, offered: 'dry' },
    slam: { from: ['OPEN'], to: 'SHUT', offered: false },
    fall: { from: ['OPEN'], to: 'SHUT', action: null },
  },
} as const satisfies Machine<DoorFacts>

describe('problems', () => {
  it.each(Object.entries(MACHINES))('%s has none', (table, machine) => {
    expect(problems(machine)).toEqual([])
    expect(machine.table).toBe(table)
  })

  it.each<[string, AnyMachine, string[]]>([
    [
      'an unknown start',
      { ...door, initial: 'AJAR' },
      ['initial AJAR is unknown', 'OPEN is never reached', 'SHUT is never reached'],
    ],
    ['a repeated state', { ...door, states: ['OPEN', 'SHUT', 'OPEN'] }, ['OPEN is repeated']],
    ['an unreachable state', { ...door, states: ['OPEN', 'SHUT', 'GONE'] }, ['GONE is never reached']],
    ['an unknown target', change({ from: ['OPEN'], to: 'GONE' }), ['paint names unknown GONE']],
    ['an unknown source', change({ from: ['GONE'], to: null }), ['paint names unknown GONE']],
    ['an action from nowhere', change({ from: [], to: null }), ['paint starts nowhere']],
    ['an unknown guard', change({ from: ['OPEN'], to: null, guards: ['wet'] }), ['paint asks unknown wet']],
  ])('finds %s', (_, machine, found) => {
    expect(problems(machine)).toEqual(found)
  })

  it('does not take a state as reached that only an unreached one leads to', () => {
    const loop = { from: ['LOST'], to: 'FOUND' }
    const machine = { ...door, states: [...door.states, 'LOST', 'FOUND'], actions: { ...door.actions, loop } }
    expect(problems(machine)).toEqual(['LOST is never reached', 'FOUND is never reached'])
  })
})

function change(action: AnyMachine['actions'][string]): AnyMachine {
  return { ...door, actions: { ...door.actions, paint: action } }
}

describe('allowedActions', () => {
  const dry = { status: 'OPEN', isLocked: false, isDry: true }
  const everyone = () => true

  it('offers what starts from the status, in the order of the machine', () => {
    expect(allowedActions(door, dry, everyone)).toEqual(['shut', 'paint'])
    expect(allowedActions(door, { ...dry, status: 'SHUT' }, everyone)).toEqual(['open', 'paint'])
    expect(allowedActions(door, { ...dry, status: 'GONE' }, everyone)).toEqual([])
  })

  it('leaves out what somebody may not and what the facts forbid', () => {
    const mayNotShut = (action: Action) => String(action) !== 'doors.shut'
    expect(allowedActions(door, dry, mayNotShut)).toEqual(['paint'])
    expect(allowedActions(door, { ...dry, status: 'SHUT', isLocked: true }, everyone)).toEqual(['paint'])
  })

  it('does not offer what is only possible: the verb takes it all the same', () => {
    const wet = { ...dry, isDry: false }
    expect(allowedActions(door, wet, everyone)).toEqual(['shut'])
    expect(isPossible(door, 'paint', wet)).toBe(true)
    expect(isPossible(door, 'slam', wet)).toBe(true)
    expect(isPossible(door, 'open', { ...dry, status: 'SHUT', isLocked: true })).toBe(false)
  })
})

describe('what the database is told', () => {
  it('the statuses of the lock and the guards as one condition', () => {
    expect(statusesFor(MACHINES.invoices, 'void')).toEqual(['DRAFT', 'SENT'])
    expect(guardSql(door, 'open', 'o')).toBe('(not o.locked) and (o.dry)')
    expect(guardSql(door, 'shut', 'o')).toBeNull()
  })

  it('the transition of an action, by its name before any other that belongs to it', () => {
    expect(actionOf(door, 'shut')).toBe('doors.shut')
    expect(actionOf(door, 'fall')).toBeNull()
    expect(transitionOf('contacts.update')?.key).toBe('update')
    expect(transitionOf('payments.create')).toEqual({ machine: MACHINES.invoices, key: 'record_payment' })
    expect(transitionOf('contacts.create')).toBeNull()
  })
})
