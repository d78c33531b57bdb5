import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery, MergeContact, UpdateContact } from '../../../core/contract/contacts.ts'
import { CreateExpense } from '../../../core/contract/expenses.ts'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteContact } from '../../../core/services/contacts/delete.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import type { ContactRow } from '../../../core/services/contacts/internal.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { mergeContact, unmergeContact } from '../../../core/services/contacts/merge.ts'
import { presentContact } from '../../../core/services/contacts/present.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { getContactUsage } from '../../../core/services/contacts/usage.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createExpense } from '../../../core/services/expenses/create.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { draftQuote } from '../../support/quoted.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness
let other: TestBusiness
let mails: ReturnType<typeof mailWorld>

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  other = await makeBusiness(database)
  mails = mailWorld(database)
}, 60_000)

const merge = (id: string, other_id: string, more: object = {}, of = business) =>
  mergeContact(of.as('STAFF'), id, MergeContact.parse({ other_id, ...more }))
const unmerge = (id: string, of = business) => unmergeContact(of.as('STAFF'), id, {})
const found = async (q: string) =>
  (await listContacts(business.as('OWNER'), cursors, ContactQuery.parse({ q }))).rows.map((row) => row.id)
const invoicesFound = async (q: string) =>
  (await listInvoices(business.as('OWNER'), cursors, InvoiceQuery.parse({ q }))).rows.map((row) => row.id)
/** Whom the newest conversation is with. */
const lastWith = async () =>
  (
    await database.admin<{ contact_id: string | null }>(
      'select contact_id from conversations where tenant_id = $1 order by created_at desc, id desc limit 1',
      [business.tenantId],
    )
  )[0]?.contact_id

let people = 0
/** Two contacts that are one person, each with an address of its own. */
async function pair(): Promise<{ stays: ContactRow; goes: ContactRow }> {
  const n = ++people
  const stays = await business.contact({ display_name: `Stays${n} Okafor`, email: `a${n}@one.example` })
  const goes = await business.contact({ display_name: `Goes${n} Okafor`, email: `b${n}@two.example` })
  return { stays, goes }
}

describe('everything that names a contact', () => {
  it('is known to the merge, and follows one while it runs: every foreign key to contacts', async () => {
    const keys = await database.admin<{ at: string; follows: boolean }>(`
      select k.conrelid::regclass || '.' || a.attname as at, exists (select from pg_trigger t where t.tgrelid = k.conrelid and t.tgname = 'follow_merge') as follows
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'tenant_id'
      where k.contype = 'f' and k.confrelid = 'contacts'::regclass order by 1`)
    const known = await database.admin<{ at: string }>(
      `select of_table || '.' || of_column as at from app.contact_references() order by 1`,
    )
    // What says which two became one stays as it is.
    const history = ['contact_merges.gone_id', 'contact_merges.kept_id']
    expect(keys.map(({ at }) => at)).toEqual([...known.map(({ at }) => at), ...history].sort())
    const following = keys.filter(({ follows }) => follows).map(({ at }) => at)
    expect(following).toEqual(known.map(({ at }) => at).filter((at) => at !== 'contacts.merged_into'))
  })

  it('has each column of a contact in what two of them are together', async () => {
    const columns = await database.admin<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'contacts'::regclass and attnum > 0 and not attisdropped`,
    )
    const [row] = await database.admin<{ merged: string; written: string }>(
      `select pg_get_functiondef('app.merged_contact'::regproc) as merged, pg_get_functiondef('app.set_contact'::regproc) as written`,
    )
    const own = ['tenant_id', 'id', 'version', 'created_at', 'updated_at', 'created_by', 'deleted_at', 'merged_into']
    const missing = columns
      .map(({ name }) => name)
      .filter((name) => !own.includes(name))
      .filter((name) => !row!.merged.includes(`one.${name} :=`) || !row!.written.includes(`${name} = c.${name}`))
    expect(missing).toEqual([])
  })
})

describe('mergeContact', () => {
  it('moves all of it in one trip, and back; what was printed stays', async () => {
    const { stays, goes } = await pair()
    const sent = await business.sentInvoice({ contact_id: goes.id })
    const draft = await business.draft({ contact_id: goes.id })
    const quote = await draftQuote(business, { contact_id: goes.id })
    const work = await createWorkItem(
      business.as('OWNER'),
      CreateWorkItem.parse({ title: 'Fix it', contact_id: goes.id }),
    )
    const expense = await createExpense(
      business.as('OWNER'),
      CreateExpense.parse({ vendor_contact_id: goes.id, amount: '5.00' }),
    )
    await mails.deliver(business, written({ from: `G <${goes.email}>`, subject: 'Before' }), goes.email!)
    const before = await getContactUsage(business.as('OWNER'), goes.id)
    expect(before).toEqual({ invoices: 2, quotes: 1, work_items: 1, conversations: 1, expenses: 1, files: 0 })

    const meter = new Meter()
    const one = await mergeContact(
      business.as('STAFF', { meter }),
      stays.id,
      MergeContact.parse({ other_id: goes.id, if_match_version: 1, other_version: 1 }),
    )
    expect(meter.trips).toBe(1)
    expect(one).toMatchObject({
      id: stays.id,
      email: stays.email,
      version: 2,
      other_addresses: [{ kind: 'EMAIL', value: goes.email }],
      last_merge: { contact_id: goes.id, display_name: goes.display_name },
    })
    expect(await getContactUsage(business.as('OWNER'), stays.id)).toEqual(before)
    const after = await getInvoice(business.as('OWNER'), sent.id)
    expect(after).toMatchObject({ contact: { id: stays.id }, version: sent.version + 1, snapshot: sent.snapshot })
    // Whoever has the old address, or names it, comes to the one that stays.
    expect((await getContact(business.as('OWNER'), goes.id)).id).toBe(stays.id)
    expect(await getContactUsage(business.as('OWNER'), goes.id)).toEqual(before)
    expect((await business.draft({ contact_id: goes.id })).contact.id).toBe(stays.id)
    // Found by either name: the invoice that went out says the old one.
    expect(await invoicesFound(goes.display_name)).toEqual([sent.id])
    expect(await invoicesFound(stays.display_name)).toContain(sent.id)
    expect(await found(goes.email!)).toEqual([stays.id])
    expect(await found(goes.display_name)).toEqual([])
    await mails.deliver(business, written({ from: `G <${goes.email}>`, subject: 'After' }), goes.email!)
    expect(await lastWith()).toBe(stays.id)

    const back = await unmerge(stays.id)
    expect(back).toMatchObject({ display_name: stays.display_name, other_addresses: [], last_merge: null })
    expect(await getContactUsage(business.as('OWNER'), goes.id)).toEqual(before)
    // What came since stays where it came.
    expect(await getContactUsage(business.as('OWNER'), stays.id)).toMatchObject({ invoices: 1, conversations: 1 })
    const restored = await getContact(business.as('OWNER'), goes.id)
    expect(restored).toMatchObject({ display_name: goes.display_name, email: goes.email })
    expect(await found(goes.display_name)).toEqual([goes.id])
    expect(await found(goes.email!)).toEqual([goes.id])
    expect(await invoicesFound(stays.display_name)).not.toContain(sent.id)
    expect((await invoicesFound(goes.display_name)).sort()).toEqual([draft.id, sent.id].sort())
    for (const [table, column, id] of [
      ['quotes', 'contact_id', quote.id],
      ['work_items', 'contact_id', work.id],
      ['expenses', 'vendor_contact_id', expense.id],
    ]) {
      const rows = await database.admin(`select ${column} as of, version from ${table} where id = $1`, [id])
      expect([table, rows]).toEqual([table, [{ of: goes.id, version: 3 }]])
    }
    await mails.deliver(business, written({ from: `G <${goes.email}>`, subject: 'Again' }), goes.email!)
    expect(await lastWith()).toBe(goes.id)
  })

  it('takes what was chosen, fills what is blank, keeps tags, notes and addresses of both', async () => {
    const stays = await business.contact({
      display_name: 'A. Silva',
      email: 'a@silva.example',
      phone: '+14165550101',
      city: 'Toronto',
      tags: ['vip', 'old'],
      notes: 'First.',
    })
    const goes = await business.contact({
      display_name: 'Ana Silva',
      email: 'ana@silva.example',
      phone: '+14165550102',
      company_name: 'Silva Ltd',
      address_line1: '1 Rua',
      city: 'Porto',
      country: 'PT',
      tags: ['old', 'new'],
      notes: 'Second.',
      type: 'VENDOR',
      assigned_to: business.userIds.AGENT,
    })
    const one = await merge(stays.id, goes.id, { take: ['display_name', 'email', 'address'] })
    expect(one).toMatchObject({
      display_name: 'Ana Silva',
      email: 'ana@silva.example',
      phone: '+14165550101',
      company_name: 'Silva Ltd',
      address_line1: '1 Rua',
      city: 'Porto',
      country: 'PT',
      type: 'CUSTOMER',
      assigned_to: business.userIds.AGENT,
      tags: ['vip', 'old', 'new'],
      notes: 'First.\n\nSecond.',
      other_addresses: [
        { kind: 'EMAIL', value: 'a@silva.example' },
        { kind: 'PHONE', value: '+14165550102' },
      ],
    })
    expect(await found('a@silva.example')).toContain(stays.id)
    expect(await found('+1 416 555 0102')).toContain(stays.id)
    // One field was changed since: it stays, the others are as they were.
    await updateContact(business.as('OWNER'), stays.id, UpdateContact.parse({ city: 'Lisbon' }))
    expect(await unmerge(stays.id)).toMatchObject({
      display_name: 'A. Silva',
      email: 'a@silva.example',
      company_name: null,
      address_line1: null,
      city: 'Lisbon',
      country: null,
      assigned_to: null,
      tags: ['vip', 'old'],
      notes: 'First.',
      other_addresses: [],
    })
    expect(await found('+1 416 555 0102')).toEqual([goes.id])
  })

  it('keeps what is known of an address with the address', async () => {
    const { stays, goes } = await pair()
    await database.admin(
      `update contacts set email_problem = 'BOUNCED', email_problem_reason = 'Unknown' where id = $1`,
      [goes.id],
    )
    const one = await merge(stays.id, goes.id)
    expect(one.email_problem).toBeNull()
    const [flagged] = await database.admin('select value, problem from contact_addresses where contact_id = $1', [
      stays.id,
    ])
    expect(flagged).toEqual({ value: goes.email, problem: 'BOUNCED' })
    await unmerge(stays.id)
    expect(await merge(stays.id, goes.id, { take: ['email'] })).toMatchObject({
      email: goes.email,
      email_problem: 'BOUNCED',
      email_problem_reason: 'Unknown',
    })
    expect(await unmerge(stays.id)).toMatchObject({ email: stays.email, email_problem: null })
    expect((await getContact(business.as('OWNER'), goes.id)).email_problem).toBe('BOUNCED')
  })

  it('follows one that goes on into a third, and back in the order of the merges', async () => {
    const { stays, goes } = await pair()
    const third = await business.contact({ display_name: 'Third', email: 'third@one.example' })
    const invoice = await business.draft({ contact_id: goes.id })
    await merge(stays.id, goes.id)
    await merge(third.id, stays.id)
    const of = async (id: string) => (await getContact(business.as('OWNER'), id)).id
    expect([await of(goes.id), await of(stays.id)]).toEqual([third.id, third.id])
    expect((await getContact(business.as('OWNER'), third.id)).other_addresses.map(({ value }) => value)).toEqual(
      [goes.email, stays.email].sort(),
    )
    await unmerge(third.id)
    expect([await of(goes.id), await of(stays.id)]).toEqual([stays.id, stays.id])
    await unmerge(stays.id)
    expect(await of(goes.id)).toBe(goes.id)
    expect((await getInvoice(business.as('OWNER'), invoice.id)).contact.id).toBe(goes.id)
  })

  it('can be taken back for thirty days, once', async () => {
    const { stays, goes } = await pair()
    const merged = await merge(stays.id, goes.id)
    expect(presentContact(merged).allowed_actions).toContain('unmerge')
    const days = async (n: number) =>
      database.admin(
        `update contact_merges set created_at = app.now() - make_interval(days => $2) where kept_id = $1`,
        [stays.id, n],
      )
    await days(30)
    expect(presentContact(await getContact(business.as('OWNER'), stays.id)).allowed_actions).not.toContain('unmerge')
    await expectRefusal(unmerge(stays.id), 'CONFLICT')
    await days(29)
    await unmerge(stays.id)
    await expectRefusal(unmerge(stays.id), 'CONFLICT')
  })

  it('refuses itself, a stranger, one that is gone, another version, and what cannot be one contact', async () => {
    const { stays, goes } = await pair()
    const theirs = await other.contact()
    for (const id of [stays.id, theirs.id, 'nobody', '00000000-0000-7000-8000-000000000000'])
      await expectRefusal(merge(stays.id, id), 'VALIDATION_ERROR', 'other_id')
    await expectRefusal(merge(theirs.id, goes.id), 'NOT_FOUND')
    await expectRefusal(merge(stays.id, goes.id, { if_match_version: 2 }), 'CONFLICT')
    await expectRefusal(merge(stays.id, goes.id, { other_version: 2 }), 'CONFLICT')
    await merge(stays.id, goes.id)
    await expectRefusal(merge(stays.id, goes.id), 'VALIDATION_ERROR', 'other_id')
    await expectRefusal(merge(goes.id, stays.id), 'NOT_FOUND')
    await expectRefusal(updateContact(business.as('OWNER'), goes.id, { city: 'X' }), 'NOT_FOUND')
    const tags = (from: number) => Array.from({ length: 15 }, (_, n) => `tag ${from + n}`)
    const [many, more] = [await business.contact({ tags: tags(0) }), await business.contact({ tags: tags(15) })]
    await expectRefusal(merge(many.id, more.id), 'VALIDATION_ERROR', 'other_id')
    for (const role of ['AGENT', 'DELEGATE', 'VIEWER'] as const)
      await expectRefusal(
        mergeContact(business.as(role), many.id, MergeContact.parse({ other_id: more.id })),
        'FORBIDDEN',
      )
  })

  it('goes with the one it went into when that is deleted', async () => {
    const { stays, goes } = await pair()
    await merge(stays.id, goes.id)
    await deleteContact(business.as('OWNER'), stays.id)
    await expectRefusal(getContact(business.as('OWNER'), goes.id), 'NOT_FOUND')
    await expectRefusal(business.draft({ contact_id: goes.id }), 'VALIDATION_ERROR', 'contact_id')
    await mails.deliver(business, written({ from: `G <${goes.email}>`, subject: 'To nobody' }), goes.email!)
    expect(await lastWith()).toBeNull()
  })
})
