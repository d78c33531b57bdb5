import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { MergeContact } from '../../../core/contract/contacts.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { mergeContact, unmergeContact } from '../../../core/services/contacts/merge.ts'
import { getContactUsage } from '../../../core/services/contacts/usage.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, written } from '../../support/mail-world.ts'

const database = useDatabase()
let ours: TestBusiness
let mails: ReturnType<typeof mailWorld>
beforeAll(async () => {
  ours = await makeBusiness(database)
  mails = mailWorld(database)
}, 60_000)

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error))
const merge = (id: string, other_id: string) =>
  mergeContact(ours.as('OWNER'), id, MergeContact.parse({ other_id })).then(() => 'merged', codeOf)
const alive = async (...ids: string[]) =>
  (
    await database.admin<{ id: string }>('select id from contacts where id = any ($1::uuid[]) and deleted_at is null', [
      ids,
    ])
  ).map(({ id }) => id)

/** Holds what a merge has begun until it is told to end, as a slow one would. */
async function slowMerge(kept: string, gone: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query('begin')
  await client.query('set local role app_owner')
  await client.query(`select set_config('app.tenant', $1, true), set_config('app.actor', 'slow', true)`, [
    ours.tenantId,
  ])
  await client.query('select from contacts where id = $1 for update', [kept])
  await client.query(`select app.merge_contacts(gen_random_uuid(), $1, $2, '{}', null, 10000)`, [kept, gone])
  return async () => {
    await client.query('commit')
    await client.end()
  }
}

describe('two at once', () => {
  it('each into the other: one of them stays, with everything', async () => {
    const [a, b] = [await ours.contact(), await ours.contact()]
    await ours.draft({ contact_id: a.id })
    await ours.draft({ contact_id: b.id })
    const answers = await Promise.all([merge(a.id, b.id), merge(b.id, a.id)])
    expect(answers.toSorted()[1]).toBe('merged')
    expect(['NOT_FOUND', 'VALIDATION_ERROR']).toContain(answers.toSorted()[0])
    const [left, ...more] = await alive(a.id, b.id)
    expect(more).toEqual([])
    expect(await getContactUsage(ours.as('OWNER'), left!)).toMatchObject({ invoices: 2 })
  })

  it('of many who merge the same two, one does; of many who take it back, one does', async () => {
    const [a, b] = [await ours.contact(), await ours.contact()]
    await ours.draft({ contact_id: b.id })
    const merges = await Promise.all(Array.from({ length: 10 }, () => merge(a.id, b.id)))
    expect(merges.filter((each) => each === 'merged')).toHaveLength(1)
    const back = await Promise.all(
      Array.from({ length: 10 }, () => unmergeContact(ours.as('OWNER'), a.id, {}).then(() => 'back', codeOf)),
    )
    expect(back.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'CONFLICT'), 'back'])
    expect(await getContactUsage(ours.as('OWNER'), b.id)).toMatchObject({ invoices: 1 })
  })

  it('what is written while a merge runs is with the one that stays: a mail, an invoice, work of an agent', async () => {
    const a = await ours.contact({ email: 'stays@slow.example' })
    const b = await ours.contact({ email: 'goes@slow.example' }, 'AGENT')
    const commit = await slowMerge(a.id, b.id)
    const waiting = [
      mails.deliver(ours, written({ from: 'B <goes@slow.example>', subject: 'Meanwhile' }), 'goes@slow.example'),
      ours.draft({ contact_id: b.id }),
      ours.draft({ contact_id: b.id }, 'AGENT'),
    ]
    await expect.poll(waiters).toBeGreaterThanOrEqual(3)
    await commit()
    await Promise.all(waiting)
    expect(await getContactUsage(ours.as('OWNER'), a.id)).toMatchObject({ invoices: 2, conversations: 1 })
    const [left] = await database.admin<{ n: number }>(
      `select (select count(*) from invoices where contact_id = $1) + (select count(*) from conversations where contact_id = $1) as n`,
      [b.id],
    )
    expect(Number(left?.n)).toBe(0)
    expect((await getContact(ours.as('OWNER'), b.id)).id).toBe(a.id)
  })
})

const waiters = async () =>
  (
    await database.admin<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`,
    )
  )[0]!.n

/** More drafts and sent invoices for a contact, each found by its name as the first is. */
async function invoices(contactId: string, count: number): Promise<void> {
  const { tenant_id, created_by } = { tenant_id: ours.tenantId, created_by: ours.userIds.OWNER }
  await database.admin(
    `with made as (insert into invoices (tenant_id, id, status, invoice_number, finalised_at, contact_id, issue_date, due_date, currency, subtotal, discount_total, charge_total,
        tax_total, total, amount_paid, created_by)
      select $1, gen_random_uuid(), case when n % 2 = 0 then 'SENT' else 'DRAFT' end, case when n % 2 = 0 then 'C-' || $2::uuid || n end,
        case when n % 2 = 0 then now() end, $2::uuid, '2026-07-01', '2026-07-15', 'CAD', 100, 0, 0, 0, 100, 0, $3 from generate_series(1, $4::int) n returning id)
     insert into search_terms (tenant_id, kind, id, term, field) select distinct $1::uuid, 'invoice', i.id, s.term, 'contact' from made i, search_terms s
       where s.tenant_id = $1 and s.kind = 'contact' and s.id = $2::uuid`,
    [tenant_id, contactId, created_by, count],
  )
}

describe('a contact with thousands of documents', () => {
  it('is merged and taken back within a trip', async () => {
    const [a, b] = [await ours.contact({ display_name: 'Cash desk' }), await ours.contact({ display_name: 'Walk-in' })]
    await invoices(b.id, 2_000)
    const timed = async (work: Promise<unknown>, from = performance.now()) => {
      await work
      return Math.round(performance.now() - from)
    }
    const took = [
      await timed(merge(a.id, b.id)),
      await timed(unmergeContact(ours.as('OWNER'), a.id, {})),
      await timed(mergeContact(ours.as('OWNER'), a.id, MergeContact.parse({ other_id: b.id, take: ['display_name'] }))),
    ]
    console.info(`2,000 invoices merged, taken back, merged under the other name, in ms: ${took.join(', ')}`)
    expect(await getContactUsage(ours.as('OWNER'), a.id)).toMatchObject({ invoices: 2_000 })
  }, 60_000)

  it('is not merged away when it is too much for a trip: the other way round is', async () => {
    const [small, large] = [await ours.contact(), await ours.contact()]
    await invoices(large.id, 5_001)
    expect(await merge(small.id, large.id)).toBe('VALIDATION_ERROR')
    expect(await merge(large.id, small.id)).toBe('merged')
  }, 60_000)
})
