import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  ACTIONS,
  auditOf,
  can,
  eventOf,
  IDENTITY_AUDITS,
  mayTouch,
  permittedActions,
  rolesFor,
  toldOf,
} from '../../core/domain/actions.ts'
import { ROLES } from '../../core/domain/permissions.ts'

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

describe('who else may', () => {
  it('a job sends what was held, applies and reconciles; a portal link pays and decides; neither does anything else', () => {
    expect(rolesFor('invoices.send')).toContain('JOB')
    expect(rolesFor('payments.apply')).toEqual(['JOB'])
    expect(rolesFor('invoices.pay')).toEqual(['PORTAL'])
    const reached = ACTIONS.filter((action) => rolesFor(action).some((role) => role === 'JOB' || role === 'PORTAL'))
    expect(reached).toEqual([
      'contacts.send_statement',
      'ai_drafts.create',
      'ai_drafts.apply',
      'ai_drafts.ask_model',
      'messages.send',
      'invoices.send',
      'invoices.send_again',
      'credit_notes.send',
      'credit_notes.send_again',
      'invoices.remind',
      'quotes.send',
      'quotes.send_again',
      'quotes.approve',
      'quotes.reject',
      'payments.refund',
    ])
  })

  it('a step belongs to whoever may do what it is a step of, and is no right of its own', () => {
    expect(rolesFor('invoices.hold')).toEqual(rolesFor('invoices.send'))
    expect(rolesFor('invoices.open_checkout')).toEqual(['PORTAL'])
    expect(ACTIONS).not.toContain('invoices.hold')
    expect(mayTouch('DELEGATE', 'invoices.hold', true)).toBe(true)
    expect(mayTouch('DELEGATE', 'invoices.hold', false)).toBe(false)
    expect(mayTouch('OWNER', 'invoices.pay', true)).toBe(false)
  })
})

describe('what an action is called', () => {
  it('in the audit, to the outside and to open pages', () => {
    expect([auditOf('invoices.send'), eventOf('invoices.send'), toldOf('invoices.send')]).toEqual([
      'invoice.send',
      'invoice.sent',
      'invoice',
    ])
    expect([auditOf('tax_rates.make_default'), eventOf('tax_rates.make_default')]).toEqual([
      'tax_rate.update',
      undefined,
    ])
    expect(toldOf('invoices.read')).toBeUndefined()
  })

  it('by the functions of identity: the names of the list, both ways', () => {
    const folder = fileURLToPath(new URL('../../migrations/functions/', import.meta.url))
    const sql = readdirSync(folder).map((file) => readFileSync(`${folder}${file}`, 'utf8'))
    const written = sql.flatMap((text) =>
      [...text.matchAll(/log_identity\([^;]*?'([a-z_]+\.[a-z_]+)'/g)].map(([, name]) => name),
    )
    expect([...new Set(written)].sort()).toEqual([...IDENTITY_AUDITS].sort())
  })
})
