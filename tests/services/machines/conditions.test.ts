import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { INVOICE_CONDITIONS } from '../../../core/domain/invoices/conditions.ts'
import { invoiceMachine } from '../../../core/domain/invoices/machine.ts'
import { guardSql, isPossible } from '../../../core/domain/kernel/machine.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { actionFacts } from '../../../core/services/invoices/facts.ts'
import { parseInvoice } from '../../../core/services/invoices/internal.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

/** So many that an agent sees each condition decided both ways: one of them holds for one row in fifty of his. */
const ROWS = 1500
const database = useDatabase()
let business: TestBusiness

/** A row that the table takes: a sent invoice has a number, nothing is paid or credited beyond the total, due is not before issue. */
const invoice = fc
  .record({
    status: fc.constantFrom(...invoiceMachine.states),
    numbered: fc.boolean(),
    total: fc.constantFrom(0, 1, 200),
    paidShare: fc.constantFrom(0, 0.5, 1),
    creditedShare: fc.constantFrom(0, 0.5, 1),
    dueDays: fc.constantFrom(0, 14),
    lines: fc.constantFrom(0, 1, 3),
    held: fc.boolean(),
    paused: fc.boolean(),
    promised: fc.boolean(),
    mine: fc.boolean(),
    contact: fc.record({
      status: fc.constantFrom('ACTIVE', 'ARCHIVED'),
      email: fc.constantFrom(null, '', 'ana@example.com'),
      deleted: fc.boolean(),
      mine: fc.boolean(),
    }),
  })
  .map((row) => ({ ...row, numbered: row.numbered || row.status === 'SENT' }))

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  const rows = fc.sample(invoice, { numRuns: ROWS, seed: Date.now() })
  await insert(
    rows.map((row, at) => ({ ...row, id: newId(), contactId: newId(), number: row.numbered ? `N-${at}` : null })),
  )
}, 60_000)

async function insert(rows: object[]): Promise<void> {
  const { tenantId, userIds } = business
  const given = JSON.stringify(rows)
  const from = `from jsonb_to_recordset($1) r (id uuid, "contactId" uuid, status text, number text, total int, "paidShare" numeric, "creditedShare" numeric, "dueDays" int,
    lines int, held boolean, paused boolean, promised boolean, mine boolean, contact jsonb)`
  const owner = (mine: string) => `case when ${mine} then '${userIds.DELEGATE}' else '${userIds.OWNER}' end`
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, email, status, created_by, deleted_at)
     select '${tenantId}', r."contactId", 'CUSTOMER', 'Ana', r.contact->>'email', r.contact->>'status',
       ${owner("(r.contact->>'mine')::boolean")}, case when (r.contact->>'deleted')::boolean then now() end ${from}`,
    [given],
  )
  await database.admin(
    `insert into invoices (tenant_id, id, status, invoice_number, contact_id, issue_date, due_date, currency, subtotal, discount_total,
       charge_total, tax_total, total, amount_paid, amount_credited, amount_written_off, credit_notes_total, send_at, reminders_paused_at, promised_on, created_by)
     select '${tenantId}', r.id, r.status, r.number, r."contactId", '2026-07-01', date '2026-07-01' + r."dueDays", 'CAD', r.total, 0, 0, 0, r.total,
       floor(r.total * r."paidShare"), floor((r.total - floor(r.total * r."paidShare")) * r."creditedShare"),
       case when r.held then floor((r.total - floor(r.total * r."paidShare")) * r."creditedShare") else 0 end, floor(r.total * r."creditedShare"),
       case when r.held then now() end, case when r.paused then now() end, case when r.promised then date '2026-08-01' end, ${owner('r.mine')} ${from}`,
    [given],
  )
  await database.admin(
    `insert into invoice_lines (tenant_id, id, invoice_id, position, name, qty_e6, rate_e6, amount, net)
     select '${tenantId}', gen_random_uuid(), r.id, n, 'Work', 1000000, 1000000, 1, 1 ${from}, generate_series(1, r.lines) n`,
    [given],
  )
}

/** Every invoice that a role sees, with what the database says of each condition and each action's guards. */
async function judged(role: Role) {
  const tenant = business.as(role)
  const conditions = Object.entries(INVOICE_CONDITIONS).map(([name, { sql: text }]) => `'${name}', ${text('i')}`)
  const guards = Object.keys(invoiceMachine.actions).map(
    (key) => `'${key}', ${guardSql(invoiceMachine, key, 'i') ?? 'true'}`,
  )
  const [, found] = await tenant.read(
    'invoices.read',
    tenant.db.execute<{ object: unknown; conditions: Record<string, boolean>; guards: Record<string, boolean> }>(
      sql`select app.invoice_object(i.id) as object, jsonb_build_object(${sql.raw(conditions.join(', '))}) as conditions,
        jsonb_build_object(${sql.raw(guards.join(', '))}) as guards from invoices i where i.tenant_id = app.tenant()`,
    ),
  )
  return found.rows.map((row) => ({ ...row, facts: actionFacts(parseInvoice(row.object)) }))
}

describe('a condition says the same in TypeScript and in SQL', () => {
  it.each<[Role, number]>([
    ['OWNER', ROWS],
    ['DELEGATE', 1],
  ])('over generated invoices, as %s sees them', async (role, least) => {
    const rows = await judged(role)
    expect(rows.length).toBeGreaterThanOrEqual(least)
    for (const { facts, conditions } of rows) {
      const expected = Object.entries(INVOICE_CONDITIONS).map(([name, { holds }]) => [name, holds(facts)])
      expect({ facts, conditions }).toEqual({ facts, conditions: Object.fromEntries(expected) })
    }
    // Each of them is decided both ways, or the comparison would show nothing.
    for (const name of Object.keys(INVOICE_CONDITIONS)) {
      expect([name, new Set(rows.map(({ conditions }) => conditions[name])).size]).toEqual([name, 2])
    }
  })

  it('and so do the guards of every action, in the statuses it starts from', async () => {
    for (const { facts, guards } of await judged('OWNER')) {
      for (const key of Object.keys(invoiceMachine.actions) as (keyof typeof invoiceMachine.actions)[]) {
        const starts = invoiceMachine.actions[key].from.some((state) => state === facts.status)
        const possible = isPossible(invoiceMachine, key, facts)
        expect({ key, facts, possible }).toEqual({ key, facts, possible: starts && guards[key] })
      }
    }
  })
})
