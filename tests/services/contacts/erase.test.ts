import { beforeAll, describe, expect, it } from 'vitest'
import { EraseContact } from '../../../core/contract/contacts.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { eraseContact, getContactErasure } from '../../../core/services/contacts/erase.ts'
import { workOnErasure } from '../../../core/services/contacts/erasing.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { presentContact } from '../../../core/services/contacts/present.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { takeJobs } from '../../../queues/table.ts'
import { type AuditWorld, auditWorld } from '../../support/audit-world.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fillEverything } from '../../support/every-state.ts'
import { mark, marked, type TextColumn, textColumns } from '../../support/marked.ts'
import { expectRefusal, refusal } from '../../support/refusal.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
let audit: AuditWorld
beforeAll(() => {
  if (!database.kind) return
  world = stripeWorld(database)
  audit = auditWorld(database)
})

const erase = (b: TestBusiness, id: string, confirm = 'Maria Silva', role: 'OWNER' | 'ADMIN' | 'STAFF' = 'OWNER') =>
  eraseContact(b.as(role), id, EraseContact.parse({ confirm }))
const work = (b: TestBusiness, id: string) => world.work([{ tenant_id: b.tenantId, key: `contact-erase:${id}` }])

/** Of the business, its members and what it sells: a contact has no part in them. */
const OF_THE_BUSINESS = [
  'app.tenant_profile_overrides',
  'app.memberships',
  'app.mailed_tokens',
  'app.mail_aliases',
  'app.phone_numbers',
  'app.projects',
  'app.reminder_rules',
  'app.export_rules',
  'app.stripe_accounts',
  'app.sessions',
  'public.invitations',
  'public.items',
  'public.tax_rates',
  'public.templates',
  'public.counters',
  'public.onboardings',
  'public.onboarding_steps',
  'public.exports',
  'public.imports',
  'public.contact_imports',
]

/** Words of ours in columns without a check: kinds, states, keys, ids and addresses of members, names that a provider gives its things. */
const CODES =
  /\.(created_by|updated_by|assigned_to|invited_by|submitted_by|decided_by|undone_by|actor|user_id|role|session_id|request_id|key|scope|hash|type|kind|state|status|step|of_table|entity|entity_type|action|event|event_name|profile_id|platform|source|target_type|provider|account|provider_[a-z_]+|payment_intent|id|event_id|channel|direction|thread_key|once_key|ref_key|vendor_key|object_key|html_key|raw_key|bucket|storage_provider|sha256|mime_type|currency|unit|priority|category|phone_number|email_consent|sms_consent|digests|digest|upload_id|key_id|every_unit|mode|stage|purpose|field|ip_address)$/

/** What the law wants kept, as it was printed and paid, and what that is found by. */
const KEPT = [
  'public.search_terms.term',
  'public.credit_note_lines.description',
  'public.credit_note_lines.discount',
  'public.credit_note_lines.name',
  'public.credit_note_lines.tax_name',
  'public.credit_note_lines.tax_parts',
  'public.credit_notes.charges',
  'public.credit_notes.credit_note_number',
  'public.credit_notes.discount',
  'public.credit_notes.notes',
  'public.credit_notes.piece',
  'public.credit_notes.po_number',
  'public.credit_notes.reason',
  'public.credit_notes.reference',
  'public.credit_notes.snapshot',
  'public.credit_notes.taxes',
  'public.credit_notes.terms',
  'public.disputes.reason',
  'public.expenses.invoice_number',
  'public.expenses.notes',
  'public.expenses.rejected_reason',
  'public.expenses.sender',
  'public.expenses.vendor_name',
  'public.invoice_credits.reason',
  'public.invoice_lines.deduction',
  'public.invoice_lines.description',
  'public.invoice_lines.discount',
  'public.invoice_lines.name',
  'public.invoice_lines.tax_name',
  'public.invoice_lines.tax_parts',
  'public.invoices.charges',
  'public.invoices.discount',
  'public.invoices.invoice_number',
  'public.invoices.notes',
  'public.invoices.po_number',
  'public.invoices.reference',
  'public.invoices.snapshot',
  'public.invoices.taxes',
  'public.invoices.terms',
  'public.payments.method_label',
  'public.payments.note',
  'public.payments.receipt_url',
  'public.quote_lines.description',
  'public.quote_lines.discount',
  'public.quote_lines.name',
  'public.quote_lines.tax_name',
  'public.quote_lines.tax_parts',
  'public.quotes.accepted',
  'public.quotes.decision',
  'public.quotes.deposit',
  'public.quotes.charges',
  'public.quotes.discount',
  'public.quotes.notes',
  'public.quotes.po_number',
  'public.quotes.quote_number',
  'public.quotes.reference',
  'public.quotes.snapshot',
  'public.quotes.taxes',
  'public.quotes.terms',
  'public.refund_requests.reason',
  'public.refund_requests.refusal',
]

/** Columns that hold one of some words: they refuse any other. */
const CHECKED = [
  'public.contact_addresses.problem',
  'public.contacts.email_problem',
  'public.contacts.language',
  'public.conversations.document_kind',
  'public.conversations.last_direction',
  'public.invoices.ar_stage',
  'public.invoices.invoice_number',
  'public.invoices.settled_by',
  'public.messages.proven',
  'public.notices.object_type',
  'public.reminders.reason',
  'public.unapplied_money.reason',
]

/** Everything settled that needs the person. */
const settle = (b: TestBusiness) =>
  audit.tamper(`update invoices set status = 'VOID' where tenant_id = '${b.tenantId}' and status = 'SENT' and amount_due > 0;
    update unapplied_money set applied = amount - returned where tenant_id = '${b.tenantId}';
    update quotes set status = 'REJECTED' where tenant_id = '${b.tenantId}' and status in ('SENT', 'APPROVED');
    update disputes set status = 'WON' where tenant_id = '${b.tenantId}';
    update refund_requests set status = 'MADE' where tenant_id = '${b.tenantId}' and status = 'OPEN';
    update refunds set status = 'SUCCEEDED' where tenant_id = '${b.tenantId}' and status = 'PENDING';
    update recurring_invoices set status = 'ENDED' where tenant_id = '${b.tenantId}';
    update work_items set status = 'DONE', closed_at = now() where tenant_id = '${b.tenantId}' and status not in ('DONE', 'CANCELED');
    update expenses set status = 'REJECTED', decided_at = now() where tenant_id = '${b.tenantId}' and status in ('DRAFT', 'SUBMITTED');
    update expenses set vendor_contact_id = (select id from contacts where tenant_id = '${b.tenantId}' and display_name = 'Maria Silva') where tenant_id = '${b.tenantId}'`)

describe('erasing a person', () => {
  it('with something of everything: leaves a word of it nowhere but in what the law wants kept', async () => {
    const ours = await makeBusiness(database)
    await fillEverything(database, world, ours)
    const [contact] = await database.admin<{ id: string }>(
      `select id from contacts where tenant_id = $1 and display_name = 'Maria Silva'`,
      [ours.tenantId],
    )
    const { id } = contact!
    const open = await getContactErasure(ours.as('ADMIN'), id)
    expect(new Set(open.open.map(({ kind }) => kind))).toEqual(
      new Set(['INVOICE', 'MONEY', 'QUOTE', 'DISPUTE', 'REFUND', 'RECURRING_INVOICE', 'WORK_ITEM', 'EXPENSE']),
    )
    expect((await refusal(erase(ours, id))).message).toMatch(/^Still open: invoice /)
    await settle(ours)
    const all: TextColumn[] = await textColumns(database)
    const planted = all.filter(
      ({ table, column }) =>
        !OF_THE_BUSINESS.includes(table) && table !== 'app.jobs' && !CODES.test(`${table}.${column}`),
    )
    // Others of the business have nothing to do with it: they go, so that the marker is the person's alone.
    await audit.tamper(`delete from contacts where tenant_id = '${ours.tenantId}' and display_name in ('Old', 'Erased person');
      delete from app.audit_unsealed where tenant_id = '${ours.tenantId}';
      delete from app.audit where tenant_id = '${ours.tenantId}' and (entity_id is null or entity_type not in ('contact', 'invoice', 'payment', 'quote', 'credit_note', 'message', 'conversation'));
      insert into app.audit_unsealed (id, tenant_id) select id, tenant_id from app.audit where tenant_id = '${ours.tenantId}';
      delete from files where tenant_id = '${ours.tenantId}' and deleted_at is not null`)
    const marker = `Zq${crypto.randomUUID().slice(0, 8)}`
    await database.admin(
      `insert into app.jobs (tenant_id, type, key, payload, reason, run_at, done_at, state)
       select tenant_id, 'INVOICE_SEND', 'sent', jsonb_build_object('invoice_id', id, 'message', $2::text, 'to', $2::text), $2, now(), now(), 'DONE'
       from invoices where tenant_id = $1 and invoice_number is not null limit 1`,
      [ours.tenantId, marker],
    )
    const taken = (await mark(database, ours.tenantId, planted, marker)).toSorted()
    await audit.tamper(
      `update contacts set display_name = 'Maria Silva' where tenant_id = '${ours.tenantId}' and id = '${id}'`,
    )
    await audit.seal()
    expect((await audit.verify(ours)).ok).toBe(true)

    await erase(ours, id)
    await work(ours, id)
    expect(await getContactErasure(ours.as('OWNER'), id)).toMatchObject({ status: 'DONE', progress: 100 })
    const left = await marked(database, ours.tenantId, all, marker)
    expect(left.filter((name) => !KEPT.includes(name))).toEqual([])
    expect(taken).toEqual(CHECKED)
    const found = await database.admin(
      `select from search_terms where tenant_id = $1 and (kind not in ('invoice', 'credit_note', 'quote', 'expense', 'payment') or field in ('contact', 'merged'))`,
      [ours.tenantId],
    )
    expect(found).toEqual([])
    expect([...world.files.kept.keys()].filter((key) => key === 'letter.html')).toEqual([])
    await audit.seal()
    expect(await audit.verify(ours)).toMatchObject({ ok: true })
  })

  it('is for who leads, needs the name, and is over after that: nothing is changed or made for it', async () => {
    const ours = await makeBusiness(database)
    const { id } = await ours.contact({ email: 'maria@erased.example' })
    await expectRefusal(erase(ours, id, 'Maria Silva', 'STAFF'), 'FORBIDDEN')
    await expectRefusal(erase(await makeBusiness(database), id), 'NOT_FOUND')
    expect((await refusal(erase(ours, id, 'Mario'))).details).toMatchObject([{ field: 'confirm' }])
    const erased = presentContact(await erase(ours, id, ' maria silva ', 'ADMIN'))
    expect(erased).toMatchObject({ display_name: 'Erased person', email: null, status: 'ERASED', allowed_actions: [] })
    await work(ours, id)
    await work(ours, id)
    await expectRefusal(erase(ours, id, 'Erased person'), 'CONFLICT')
    await expectRefusal(updateContact(ours.as('OWNER'), id, { display_name: 'Maria' }), 'CONFLICT')
    expect((await refusal(ours.draft({ contact_id: id }))).details).toMatchObject([{ field: 'contact_id' }])
    // Who writes again is somebody new.
    expect((await ours.contact({ email: 'maria@erased.example' })).id).not.toBe(id)
    expect(await getContact(ours.as('VIEWER'), id)).toMatchObject({ display_name: 'Erased person' })
  })

  it('finds pasted words of theirs also where somebody else is to be billed', async () => {
    const ours = await makeBusiness(database)
    const [{ id }, other] = [await ours.contact(), await ours.contact()]
    const ports = { draftModel: null, fileStore: {} as never, pdfLines: async () => [] }
    const pasted = { source_type: 'MANUAL', text: 'Please bill $85 for the valve', contact_id: id } as const
    const { id: draft } = await createAiDraft(ours.as('OWNER'), ports, pasted)
    const input = { draft_payload: { contact_id: other.id, line_items: [{ name: 'Valve', qty: '1', rate: '85' }] } }
    expect(await updateAiDraft(ours.as('OWNER'), draft, input)).toMatchObject({ contact_id: other.id })
    await audit.seal()
    await erase(ours, id)
    await work(ours, id)
    expect(await database.admin('select id from ai_drafts where id = $1', [draft])).toEqual([])
  })

  it('finds a draft that was for them before it became an expense', async () => {
    const ours = await makeBusiness(database)
    const [{ id }, other] = [await ours.contact(), await ours.contact()]
    const ports = { draftModel: null, fileStore: {} as never, pdfLines: async () => [] }
    const pasted = { source_type: 'MANUAL', text: 'Please bill $85 for the valve', contact_id: other.id } as const
    const { id: draft } = await createAiDraft(ours.as('OWNER'), ports, pasted)
    const chosen = { contact_id: id, line_items: [{ name: 'Valve', qty: '1', rate: '85' }] }
    await updateAiDraft(ours.as('OWNER'), draft, { draft_payload: chosen })
    await updateAiDraft(ours.as('OWNER'), draft, { intent: 'DRAFT_EXPENSE' })
    await audit.seal()
    await erase(ours, id)
    await work(ours, id)
    expect(await database.admin('select id from ai_drafts where id = $1', [draft])).toEqual([])
  })

  it('goes on where it was killed, and is audited once', async () => {
    const ours = await makeBusiness(database)
    const { id } = await ours.contact()
    await ours.draft({ contact_id: id })
    await audit.seal()
    await erase(ours, id)
    const ports = { ...audit.ports, fileStore: world.files }
    const take = async () => {
      await database.admin(`update app.jobs set leased_until = '-infinity' where tenant_id = $1`, [ours.tenantId])
      const [job] = await takeJobs(audit.ports.system, [{ tenant_id: ours.tenantId, key: `contact-erase:${id}` }])
      return { tenantId: ours.tenantId, lease: job!.lease, contactId: id }
    }
    const dead = await take()
    expect(await workOnErasure(ports, dead, 1, 3)).toBe(false)
    const next = await take()
    await expectRefusal(workOnErasure(ports, dead, 1, 3), 'CONFLICT')
    for (let turn = 0; turn < 50 && !(await workOnErasure(ports, next, 1, 3)); turn++);
    expect(await getContactErasure(ours.as('OWNER'), id)).toMatchObject({ status: 'DONE' })
    const rows = await database.admin(
      `select action from app.audit where entity_id = $1 and action like '%erase%' order by id`,
      [id],
    )
    expect(rows).toEqual([{ action: 'contact.erase' }, { action: 'contact.erase_entries' }])
    await audit.seal()
    expect(await audit.verify(ours)).toMatchObject({ ok: true })
  })
})

describe('AL1 what was erased of the audit', () => {
  it('is told from what somebody changed and calls erased', async () => {
    const ours = await makeBusiness(database)
    const { id } = await ours.contact()
    await audit.write(ours, 3)
    await audit.seal()
    await erase(ours, id)
    await work(ours, id)
    await audit.seal()
    expect(await audit.verify(ours)).toMatchObject({ ok: true })
    const [row] = await audit.rows(ours)
    const mine = `tenant_id = '${ours.tenantId}'`
    const forge = (
      audit_id: string,
      how: string,
    ) => `insert into app.audit_erasures select a.tenant_id, a.id, (select id from app.audit_erasure_sets where ${mine} limit 1), app.audit_hash(a), '' from app.audit a
        where a.${mine} and a.id = ${audit_id}; update app.audit set ${how} where ${mine} and id = ${audit_id};
      update app.audit_erasures e set is_now = app.audit_hash(a) from app.audit a where a.tenant_id = e.tenant_id and a.id = e.audit_id and e.${mine} and e.audit_id = ${audit_id}`
    const other = (await audit.rows(ours))[2]!
    const set = `update app.audit_erasure_sets s set count = x.count, digest = x.digest from (select count(*) as count, sha256(string_agg(int8send(audit_id) || was || is_now, '' order by audit_id)) as digest
      from app.audit_erasures where ${mine}) x where s.${mine}`
    const tries: [string, string][] = [
      [row!, `update app.audit set after = '{"erased": true, "amount": "1"}' where ${mine} and id = ${row}`],
      [row!, `update app.audit set actor = 'nobody' where ${mine} and id = ${row}`],
      [row!, `delete from app.audit_erasures where ${mine} and audit_id = ${row}`],
      [row!, `delete from app.audit where ${mine} and id = ${row}`],
      [row!, `update app.audit_erasure_sets set mac = set_byte(mac, 3, get_byte(mac, 3) # 1) where ${mine}`],
      [row!, `update app.audit_erasure_sets set key_id = '00000000' where ${mine}`],
      [row!, `delete from app.audit_erasure_sets where ${mine}`],
      [row!, `${forge(other, `after = '{"erased": true}'`)}`],
      [row!, `${forge(other, `after = '{"erased": true}'`)}; ${set}`],
    ]
    for (const [names, sql] of tries) {
      const kept = ['audit', 'audit_erasures', 'audit_erasure_sets']
      await database.admin(
        `drop schema if exists before_try cascade; create schema before_try; ${kept.map((t) => `create table before_try.${t} as select * from app.${t} where ${mine}`).join('; ')}`,
      )
      await audit.tamper(sql)
      expect(await audit.verify(ours), sql).toMatchObject({ ok: false, first_bad: { kind: 'ROW_CHANGED', id: names } })
      await audit.tamper(
        kept
          .toReversed()
          .map((t) => `delete from app.${t} where ${mine}`)
          .join('; '),
      )
      await audit.tamper(
        kept
          .toSorted()
          .map(
            (t) =>
              `insert into app.${t} ${t === 'audit' ? 'overriding system value' : ''} select * from before_try.${t}`,
          )
          .join('; '),
      )
      expect(await audit.verify(ours)).toMatchObject({ ok: true })
    }
  })

  it('is not changed by who merely may write, without a signed set', async () => {
    const ours = await makeBusiness(database)
    await ours.contact()
    const change = `set role app_owner; update app.audit set after = '{}' where tenant_id = '${ours.tenantId}'`
    await expect(database.admin(change)).rejects.toThrow('audit is only added to')
  })
})
