import { describe, expect, it } from 'vitest'
import { ACTIONS, can, ROLES } from '../../core/domain/permissions.ts'
import { permittedActions } from '../../core/domain/permitted-actions.ts'

describe('permittedActions', () => {
  it.each(ROLES)('RB3 lists for %s what the table lets him do, by the verb', (role) => {
    for (const action of ACTIONS) {
      expect(permittedActions(role, [action])).toEqual(can(role, action) === '-' ? [] : [action.split('.')[1]])
    }
  })

  it('keeps the order', () => {
    expect(permittedActions('OWNER', ['contacts.delete', 'contacts.update'])).toEqual(['delete', 'update'])
  })
})
