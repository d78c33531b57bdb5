import { describe, expect, it } from 'vitest'
import { mayTouch } from '../../../core/domain/actions.ts'
import { invoiceStatus, isOverdue } from '../../../core/domain/invoices/balance.ts'
import { type InvoiceFacts, issueProblems, sendProblems } from '../../../core/domain/invoices/conditions.ts'
import { invoiceMachine } from '../../../core/domain/invoices/machine.ts'
import { allowedActions, isPossible } from '../../../core/domain/kernel/machine.ts'
import { ROLES, type Role } from '../../../core/domain/permissions.ts'

const allowedInvoiceActions = (facts: InvoiceFacts, role: Role, { isOwn } = { isOwn: false }) =>
  allowedActions(invoiceMachine, facts, (action) => mayTouch(role, action, isOwn))

const draft: InvoiceFacts = {
  status: 'DRAFT',
  number: null,
  total: 20_000n,
  amountPaid: 0n,
  amountCredited: 0n,
  amountWrittenOff: 0n,
  creditNotesTotal: 0n,
  issueDate: '2026-07-01',
  dueDate: '2026-07-15',
  lineCount: 1,
  isWaiting: false,
  contact: { status: 'ACTIVE', email: 'ana@example.com' },
}
const frozen: InvoiceFacts = { ...draft, number: 'INV-0001' }
const sent: InvoiceFacts = { ...frozen, status: 'SENT' }
const partlyPaid: InvoiceFacts = { ...sent, amountPaid: 1n }
const paid: InvoiceFacts = { ...sent, amountPaid: 20_000n }
const credited: InvoiceFacts = { ...sent, amountCredited: 20_000n, creditNotesTotal: 20_000n }
const partlyCredited: InvoiceFacts = { ...sent, amountCredited: 1n, creditNotesTotal: 1n }
const voided: InvoiceFacts = { ...frozen, status: 'VOID' }
const held: InvoiceFacts = { ...draft, isHeld: true }
const writtenOff: InvoiceFacts = { ...sent, amountCredited: 20_000n, amountWrittenOff: 20_000n }
const STATES = { draft, held, frozen, sent, partlyPaid, partlyCredited, paid, credited, writtenOff, voided }

const EDIT = ['update', 'delete']
const ISSUE = ['send', 'mark_sent', 'create_payment_link']
const ISSUE_HELD = ['send', 'cancel_send', 'mark_sent', 'create_payment_link']
const ADDRESSABLE = ['create_payment_link', 'rotate_payment_link', 'revoke_payment_link']
const WAITING = ['pause_reminders', 'promise']
const LINKED = [...ADDRESSABLE, 'remind', ...WAITING, 'record_payment']
const OPEN = ['send_again', ...LINKED]

const CREDIT = 'create_credit_note'
const CORRECT = [CREDIT, 'revise']
const others = (staff: string[]) => ({ STAFF: [...staff, CREDIT], AGENT: [CREDIT], VIEWER: [] })
const leaders = (...actions: string[]) => ({ OWNER: actions, ADMIN: actions })

describe('allowed_actions', () => {
  const EXPECTED: Record<keyof typeof STATES, Partial<Record<Role, string[]>>> = {
    draft: {
      OWNER: [...EDIT, ...ISSUE, 'void'],
      ADMIN: [...EDIT, ...ISSUE, 'void'],
      STAFF: [...EDIT, ...ISSUE],
      AGENT: EDIT,
      VIEWER: [],
    },
    held: {
      OWNER: [...EDIT, ...ISSUE_HELD, 'void'],
      ADMIN: [...EDIT, ...ISSUE_HELD, 'void'],
      STAFF: [...EDIT, ...ISSUE_HELD],
      AGENT: EDIT,
      VIEWER: [],
    },
    frozen: { OWNER: [...ISSUE, 'void'], ADMIN: [...ISSUE, 'void'], STAFF: ISSUE, AGENT: [], VIEWER: [] },
    sent: { ...leaders(...OPEN, 'void', ...CORRECT, 'write_off'), ...others(OPEN) },
    partlyPaid: { ...leaders(...OPEN, ...CORRECT, 'write_off'), ...others(OPEN) },
    partlyCredited: { ...leaders(...OPEN, ...CORRECT, 'write_off'), ...others(OPEN) },
    paid: {
      ...leaders('download_receipt', ...CORRECT),
      STAFF: ['download_receipt', CREDIT],
      AGENT: ['download_receipt', CREDIT],
      VIEWER: ['download_receipt'],
    },
    credited: Object.fromEntries(ROLES.map((role) => [role, []])),
    writtenOff: { ...leaders(...CORRECT, 'reverse_write_off'), ...others([]) },
    voided: { OWNER: [], ADMIN: [], STAFF: [], AGENT: [], VIEWER: [] },
  }
  const cells = Object.entries(STATES).flatMap(([name, facts]) =>
    ROLES.map((role) => [name, role, facts, EXPECTED[name as keyof typeof STATES][role]] as const),
  )

  it.each(cells)('MO12 RB3 %s for %s, his own', (_, role, facts, expected) => {
    expect(allowedInvoiceActions(facts, role, { isOwn: true })).toEqual(expected)
  })

  it('H-GEN-12 the examples of the PRD', () => {
    expect(allowedInvoiceActions(draft, 'OWNER')).toEqual(
      expect.arrayContaining(['send', 'create_payment_link', 'update', 'void']),
    )
    expect(allowedInvoiceActions(paid, 'OWNER')).toEqual(['download_receipt', ...CORRECT])
  })

  it('H-RBAC-6 an AGENT changes only drafts of his own', () => {
    expect(allowedInvoiceActions(draft, 'AGENT')).toEqual([])
    expect(allowedInvoiceActions(paid, 'AGENT')).toEqual([])
    expect(allowedInvoiceActions(draft, 'STAFF')).toEqual([...EDIT, ...ISSUE])
  })

  it('a draft that cannot be issued offers no way to issue it', () => {
    expect(allowedInvoiceActions({ ...draft, lineCount: 0 }, 'OWNER')).toEqual([...EDIT, 'void'])
  })

  it('a contact without e-mail can still be given a link', () => {
    const facts = { ...draft, contact: { status: 'ACTIVE', email: null } }
    expect(allowedInvoiceActions(facts, 'STAFF')).toEqual([...EDIT, 'mark_sent', 'create_payment_link'])
  })

  it('what is on its way again can be taken back, and not be sent a third time', () => {
    expect(allowedInvoiceActions({ ...sent, isHeld: true }, 'STAFF')).toEqual(['cancel_send', ...LINKED, CREDIT])
  })

  it('a contact archived after sending changes nothing about being paid', () => {
    expect(allowedInvoiceActions({ ...sent, contact: { status: 'ARCHIVED', email: null } }, 'STAFF')).toEqual([
      ...OPEN.filter((action) => action !== 'remind'),
      CREDIT,
    ])
  })

  it('what waits can go on', () => {
    expect(allowedInvoiceActions({ ...sent, isWaiting: true }, 'STAFF')).toContain('resume_reminders')
    expect(allowedInvoiceActions({ ...paid, isWaiting: true }, 'STAFF')).toContain('resume_reminders')
  })
})

describe('the machine', () => {
  const startingFrom = (state: string) =>
    Object.entries(invoiceMachine.actions).flatMap(([name, { from }]) =>
      from.some((one) => one === state) ? [name] : [],
    )

  it('MO12 state x action, every cell', () => {
    expect(Object.fromEntries(invoiceMachine.states.map((state) => [state, startingFrom(state)]))).toEqual({
      DRAFT: [...EDIT, ...ISSUE_HELD, 'annotate', 'void', 'hold', 'send_attempted', 'apply_payment'],
      SENT: [
        'send_again',
        'cancel_send',
        ...ADDRESSABLE,
        'remind',
        'pause_reminders',
        'resume_reminders',
        'promise',
        'record_payment',
        'download_receipt',
        'annotate',
        'void',
        'create_credit_note',
        'revise',
        'write_off',
        'reverse_write_off',
        'hold_again',
        'send_again_attempted',
        'remind_attempted',
        'collect',
        'reverse_payment',
        'refund_payment',
        'refund_by_hand',
        'refund_answered',
        'apply_unapplied',
        'apply_payment',
        'pay',
        'open_checkout',
      ],
      VOID: ['annotate', 'refund_payment', 'refund_by_hand', 'refund_answered', 'apply_payment', 'open_checkout'],
    })
  })

  it('H-SM-3 where each action leads', () => {
    const leads = Object.entries(invoiceMachine.actions).flatMap(([name, { to }]) => (to ? [[name, to]] : []))
    expect(leads).toEqual([
      ['send', 'SENT'],
      ['mark_sent', 'SENT'],
      ['create_payment_link', 'SENT'],
      ['void', 'VOID'],
    ])
  })

  it('offers a payment only while something is due, and takes it all the same (MO4)', () => {
    expect(allowedInvoiceActions(paid, 'OWNER')).not.toContain('record_payment')
    expect(isPossible(invoiceMachine, 'record_payment', paid)).toBe(true)
  })

  it('C-18 notes and tags are never blocked; C-10 void is, once money came in', () => {
    for (const facts of Object.values(STATES)) expect(isPossible(invoiceMachine, 'annotate', facts)).toBe(true)
    expect(isPossible(invoiceMachine, 'void', partlyPaid)).toBe(false)
    expect(isPossible(invoiceMachine, 'void', sent)).toBe(true)
  })
})

describe('problems before sending', () => {
  const cases: [string, Partial<InvoiceFacts>, string[]][] = [
    ['nothing', {}, []],
    ['due on the day of issue', { dueDate: '2026-07-01' }, []],
    ['no contact', { contact: null }, ['contact_id']],
    ['an archived contact', { contact: { status: 'ARCHIVED', email: 'a@b.c' } }, ['contact_id']],
    ['no line', { lineCount: 0 }, ['line_items']],
    ['MO11 a total of zero', { total: 0n }, ['total']],
    ['no issue date', { issueDate: null }, ['issue_date']],
    ['no due date', { dueDate: null }, ['due_date']],
    ['due before issue', { dueDate: '2026-06-30' }, ['due_date']],
    [
      'everything',
      { contact: null, lineCount: 0, total: 0n, issueDate: null, dueDate: null },
      ['contact_id', 'line_items', 'total', 'issue_date', 'due_date'],
    ],
  ]

  it.each(cases)('H-SM-3 %s', (_, more, fields) => {
    const facts = { ...draft, ...more }
    expect(issueProblems(facts).map((problem) => problem.field)).toEqual(fields)
    expect(sendProblems(facts).map((problem) => problem.field)).toEqual(fields)
    expect(isPossible(invoiceMachine, 'send', facts)).toBe(fields.length === 0)
    expect(isPossible(invoiceMachine, 'mark_sent', facts)).toBe(fields.length === 0)
  })

  it.each([null, ''])('H-SM-3 e-mail %j matters only for e-mail', (email) => {
    const facts = { ...draft, contact: { status: 'ACTIVE', email } }
    expect(issueProblems(facts)).toEqual([])
    expect(sendProblems(facts)).toEqual([
      { field: 'contact.email', message: 'Email is required for sending via email' },
    ])
  })
})

describe('invoiceStatus', () => {
  it.each<[string, InvoiceFacts, string, string]>([
    ['a draft, however late', draft, '2026-12-01', 'DRAFT'],
    ['sent', sent, '2026-07-14', 'SENT'],
    ['sent, on the due date', sent, '2026-07-15', 'SENT'],
    ['sent, the day after', sent, '2026-07-16', 'OVERDUE'],
    ['partly paid in time', partlyPaid, '2026-07-15', 'PARTIALLY_PAID'],
    ['C-10 partly paid and late', partlyPaid, '2026-07-16', 'OVERDUE'],
    ['paid', paid, '2026-07-01', 'PAID'],
    ['credited in part, in time', partlyCredited, '2026-07-15', 'SENT'],
    ['credited in part and late', partlyCredited, '2026-07-16', 'OVERDUE'],
    ['credited in full, however late', credited, '2026-12-01', 'PAID'],
    ['paid in part and credited for the rest', { ...partlyPaid, amountCredited: 19_999n }, '2026-07-16', 'PAID'],
    ['paid and past its due date', paid, '2026-07-16', 'PAID'],
    ['paid too much', { ...paid, amountPaid: 20_001n }, '2026-07-16', 'PAID'],
    ['void, however late', voided, '2026-12-01', 'VOID'],
    ['sent without a due date', { ...sent, dueDate: null }, '2026-12-01', 'SENT'],
  ])('H-SM-4 H-SM-7 %s', (_, facts, today, status) => {
    expect(invoiceStatus(facts, today)).toBe(status)
    expect(isOverdue(facts, today)).toBe(status === 'OVERDUE')
  })
})
