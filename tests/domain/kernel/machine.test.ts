import { describe, expect, it } from 'vitest'
import { invoiceMachine } from '../../../core/domain/invoices/machine.ts'
import { jobMachine } from '../../../core/domain/jobs/machine.ts'
import {
  actionsFrom,
  allowedActions,
  type Machine,
  problems,
  statusesFor,
} from '../../../core/domain/kernel/machine.ts'
import { memberMachine } from '../../../core/domain/members/machine.ts'
import { webhookMachine } from '../../../core/domain/webhooks/machine.ts'

const MACHINES: Record<string, Machine> = { invoiceMachine, memberMachine, webhookMachine, jobMachine }

const door = {
  initial: 'OPEN',
  states: ['OPEN', 'SHUT'],
  actions: {
    shut: { from: ['OPEN'], to: 'SHUT', permission: 'doors.shut' },
    open: { from: ['SHUT'], to: 'OPEN', permission: 'doors.open' },
    paint: { from: ['OPEN', 'SHUT'], to: null, permission: 'doors.paint' },
  },
} as const satisfies Machine

describe('problems', () => {
  it.each(Object.entries(MACHINES))('%s has none', (_, machine) => {
    expect(problems(machine)).toEqual([])
  })

  it.each<[string, Machine, string[]]>([
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
  ])('finds %s', (_, machine, found) => {
    expect(problems(machine)).toEqual(found)
  })

  it('does not take a state as reached that only an unreached one leads to', () => {
    const loop = { from: ['LOST'], to: 'FOUND', permission: 'x' }
    const machine = { ...door, states: [...door.states, 'LOST', 'FOUND'], actions: { ...door.actions, loop } }
    expect(problems(machine)).toEqual(['LOST is never reached', 'FOUND is never reached'])
  })
})

function change(action: { from: string[]; to: string | null }): Machine {
  return { ...door, actions: { ...door.actions, paint: { ...action, permission: 'doors.paint' } } }
}

describe('allowedActions', () => {
  const yes = { may: () => true, isBlocked: () => false }

  it('offers what starts from the status, in the order of the machine', () => {
    expect(allowedActions(door, 'OPEN', 'OWNER', yes)).toEqual(['shut', 'paint'])
    expect(allowedActions(door, 'SHUT', 'OWNER', yes)).toEqual(['open', 'paint'])
    expect(allowedActions(door, 'GONE', 'OWNER', yes)).toEqual([])
  })

  it('leaves out what the role may not and what the data forbids', () => {
    const may = (role: string, permission: string) => role === 'OWNER' && permission !== 'doors.shut'
    expect(allowedActions(door, 'OPEN', 'OWNER', { ...yes, may })).toEqual(['paint'])
    expect(allowedActions(door, 'OPEN', 'VIEWER', { ...yes, may })).toEqual([])
    expect(allowedActions(door, 'OPEN', 'OWNER', { ...yes, isBlocked: (action) => action === 'paint' })).toEqual([
      'shut',
    ])
  })
})

describe('the other machines', () => {
  it.each<[string, Machine, Record<string, string[]>]>([
    [
      'H-SM-12 members',
      memberMachine,
      {
        INVITED: ['accept', 'update', 'remove'],
        ACTIVE: ['update', 'disable', 'remove'],
        DISABLED: ['update', 'enable', 'remove'],
      },
    ],
    ['H-SM-13 webhooks', webhookMachine, { RECEIVED: ['process', 'fail'], PROCESSED: [], FAILED: ['reprocess'] }],
    [
      'H-SM-14 jobs',
      jobMachine,
      { QUEUED: ['run'], RUNNING: ['finish', 'retry', 'fail'], DONE: [], FAILED: ['restart'] },
    ],
  ])('%s: state x action, every cell', (_, machine, expected) => {
    expect(Object.fromEntries(machine.states.map((state) => [state, actionsFrom(machine, state)]))).toEqual(expected)
  })

  it('tells the lock which statuses to demand', () => {
    expect(statusesFor(invoiceMachine, 'void')).toEqual(['DRAFT', 'SENT'])
  })
})
