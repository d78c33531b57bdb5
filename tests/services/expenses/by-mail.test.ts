import { beforeAll, describe, expect, it } from 'vitest'
import { ExpenseQuery } from '../../../core/contract/expenses.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getExpense, listExpenses } from '../../../core/services/expenses/list.ts'
import { presentExpense } from '../../../core/services/expenses/present.ts'
import { rotateMailbox } from '../../../core/services/mailboxes/rotate.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { MAIL_DOMAIN } from '../../support/fake-mailer.ts'
import { mailWorld, written } from '../../support/mail-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const origins = { origin: 'http://hub.example', filesOrigin: 'http://files.example' }
const present = presentExpense(signedFiles({ secret: 'a secret of the tests', ...origins }))
let world: ReturnType<typeof mailWorld>
let b: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  b = await makeBusiness(database)
})

async function addressOf(of: TestBusiness): Promise<string> {
  const sql = 'select receipts_local from app.tenants where id = $1'
  const [row] = await database.admin<{ receipts_local: string }>(sql, [of.tenantId])
  return `${row!.receipts_local}@${MAIL_DOMAIN}`
}

async function forward(of: TestBusiness, raw: string, to?: string) {
  const arrival = await world.arrive(raw, { to: to ?? (await addressOf(of)) })
  if (arrival.outcome !== 'received') return arrival.reason
  await world.work([{ tenant_id: of.tenantId, key: arrival.job }])
  return arrival.job
}
const drafts = async (of: TestBusiness) =>
  (await listExpenses(of.as('OWNER'), cursors, ExpenseQuery.parse({}))).rows.map(present)

const withReceipt = (id: string, more = '') =>
  [
    'From: Sam <sam@elsewhere.example>',
    'To: us@in.example',
    'Subject: Fwd: Beacon Fuel',
    `Message-ID: <${id}@elsewhere.example>`,
    ...(more ? [more] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'The van.',
    '--x',
    'Content-Type: text/csv; name=list.csv',
    'Content-Disposition: attachment; filename=list.csv',
    '',
    'a,b',
    '--x',
    'Content-Type: application/pdf; name=fuel.pdf',
    'Content-Disposition: attachment; filename=fuel.pdf',
    '',
    `%PDF-1.7 ${id}`,
    '--x--',
    '',
  ].join('\r\n')

describe('a mail to the address for receipts', () => {
  it('becomes a draft with its attachment, once, marked with who sent it; no conversation', async () => {
    await forward(b, withReceipt('one'))
    await forward(b, withReceipt('one'))
    await forward(b, withReceipt('one', 'X-Again: yes'))
    const [draft, ...others] = await drafts(b)
    expect(others).toEqual([])
    expect(draft).toMatchObject({
      status: 'DRAFT',
      source: 'EMAIL_FORWARD',
      currency: 'CAD',
      notes: 'Fwd: Beacon Fuel\n\nThe van.',
      receipt: { file_name: 'fuel.pdf', status: 'STORED' },
      sender: { address: 'sam@elsewhere.example', name: 'Sam', verified: false },
      allowed_actions: ['update', 'delete'],
    })
    const counts = `select (select count(*)::int from conversations where tenant_id = $1) as threads,
      (select count(*)::int from files where tenant_id = $1 and expense_id = $2) as files, (select count(*)::int from outbound where tenant_id = $1) as sent`
    expect(await database.admin(counts, [b.tenantId, draft!.id])).toEqual([{ threads: 0, files: 2, sent: 0 }])
  })

  it('of machines that answer becomes none; without an attachment it is its own receipt', async () => {
    const of = await makeBusiness(database)
    await forward(of, written({ headers: { 'Auto-Submitted': 'auto-replied' }, text: 'I am away.' }))
    expect(await drafts(of)).toEqual([])
    await forward(of, written({ subject: 'Your receipt', text: 'Total 5.00', html: '<p>Total 5.00</p>' }))
    expect(await drafts(of)).toMatchObject([
      { receipt: { file_name: 'Your receipt.eml', mime_type: 'message/rfc822' } },
    ])
  })

  it('finds its business by its secret alone, which changes with the address of the inbox', async () => {
    const of = await makeBusiness(database)
    const before = await addressOf(of)
    expect(await forward(of, withReceipt('two'), `receipts+${'0'.repeat(32)}@${MAIL_DOMAIN}`)).toBe('No such address')
    expect(await forward(of, withReceipt('two'), `receipts@${MAIL_DOMAIN}`)).toBe('No such address')
    await rotateMailbox(of.as('OWNER'), of.tenantId)
    expect(await addressOf(of)).not.toBe(before)
    await forward(of, withReceipt('two'), before)
    expect((await drafts(of)).length).toBe(1)
    const [draft] = await drafts(of)
    await expect(getExpense(b.as('OWNER'), draft!.id)).rejects.toThrow('Not found')
  })
})
