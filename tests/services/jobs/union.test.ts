import { beforeAll, describe, expect, it } from 'vitest'
import { Job } from '../../../core/contract/jobs.ts'
import { newId } from '../../../core/db/ids.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let ours: TestBusiness
let world: StripeWorld
beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  world = stripeWorld(database)
})

describe('jobs that SQL writes', () => {
  it('are written by no function that the next test does not know', async () => {
    const writers = await database.admin<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'app'::regnamespace and prosrc ~ 'insert into app\\.jobs' order by 1`,
    )
    // act writes what a Beat names, which the compiler compares with the union.
    expect(writers.map(({ name }) => name)).toEqual([
      'act',
      'apply_credit_note',
      'begin_exports',
      'begin_mornings',
      'begin_rehearsal',
      'close_business',
      'decide_reminders',
      'draft_by_itself',
      'finish_import',
      'keep_checkout',
      'let_go_of_file',
      'link_stripe_account',
      'outbound_sent',
      'plan_notices_mail',
      'receive_mail',
      'receive_mail_event',
      'receive_webhook',
      'release_receipts',
      'snooze_conversation',
      'tell_closed_owners',
    ])
  })

  it('are of the union', async () => {
    const { id } = await ours.sentInvoice()
    await world.receive((await openCheckout(world, database, ours, id)).completed())
    const page = { id: 'cs_of_sql', account: 'acct', amount: '1', currency: 'CAD', url: 'https://x', expires_at: 'now' }
    await database.admin(
      `with t as (select set_config('app.tenant', $1, true)) select app.keep_checkout($2::uuid, $3::jsonb) from t`,
      [ours.tenantId, id, page],
    )
    await database.admin(
      `with t as (select set_config('app.tenant', $1, true)) select app.link_stripe_account('acct_of_sql', true) from t`,
      [ours.tenantId],
    )
    const mail = { id: newId(), raw_key: 'tenant/mail', size_bytes: 1, sha256: 'a'.repeat(64), sender: '' }
    await database.admin(`select app.receive_mail($1::uuid, $2::jsonb)`, [ours.tenantId, mail])
    await database.admin(
      `with t as (select set_config('app.tenant', $1, true)) select app.snooze_conversation($2::uuid, app.now() + interval '1 day') from t`,
      [ours.tenantId, newId()],
    )
    await database.admin(`select app.plan_notices_mail($1::uuid, 'somebody')`, [ours.tenantId])
    await database.admin(
      `insert into app.tenant_profile_overrides (tenant_id, overrides_json) values ($1, '{"automations": {"ai_drafts": {"level": "L2"}}}')`,
      [ours.tenantId],
    )
    await database.admin(
      `with t as (select set_config('app.tenant', $1, true)) select app.draft_by_itself($2::uuid) from t`,
      [ours.tenantId, newId()],
    )
    const rows = await database.admin<{ type: string }>(
      `select type, payload from app.jobs where tenant_id = $1 order by type`,
      [ours.tenantId],
    )
    expect(rows.map(({ type }) => type)).toEqual([
      'AI_DRAFT_MAKE',
      'CHECKOUT_EXPIRE',
      'CHECKOUT_RECONCILE',
      'CONVERSATION_WAKE',
      'EVENTS_RECONCILE',
      'MAIL_READ',
      'NOTICES_MAIL',
      'WEBHOOK_PROCESS',
    ])
    for (const row of rows) expect(Job.parse(row)).toEqual(row)
  })
})

describe('in a closed business', () => {
  it('it is decided of each type: money, archives, erasures and the end go on, what sends is dropped, the rest waits', async () => {
    const types = Job.options.map(({ shape }) => shape.type.value)
    const rows = await database.admin<{ type: string; fate: string }>(
      `select type, app.when_closed(type) as fate from unnest($1::text[]) type order by type`,
      [types],
    )
    const of = (fate: string) => rows.filter((row) => row.fate === fate).map(({ type }) => type)
    expect(of('GOES_ON')).toEqual([
      'ARCHIVE_EXPORT',
      'BUSINESS_REMOVE',
      'CHECKOUT_EXPIRE',
      'CHECKOUT_RECONCILE',
      'CLOSING_MAIL',
      'CONTACT_ERASE',
      'EVENTS_RECONCILE',
      'EXPORT_FORGET',
      'REFUND_MAKE',
      'WEBHOOK_PROCESS',
    ])
    expect(of('DROPPED')).toEqual([
      'ARCHIVE_REHEARSE',
      'CREDIT_NOTE_SEND',
      'INVOICE_SEND',
      'MESSAGE_SEND',
      'NOTICES_MAIL',
      'QUOTE_DECIDED',
      'QUOTE_SEND',
      'REMINDERS_DECIDE',
    ])
    // A new one is said here, if it shall wait.
    expect(of('WAITS')).toEqual([
      'AI_DRAFT_APPLY',
      'AI_DRAFT_MAKE',
      'AI_DRAFT_PROPOSE',
      'ARCHIVE_IMPORT',
      'AR_REMINDER_SEND',
      'CONTACT_IMPORT',
      'CONTACT_IMPORT_FORGET',
      'CONVERSATION_WAKE',
      'FILE_FORGET',
      'MAIL_READ',
      'RECURRING_MAKE',
      'STATEMENTS_PLAN',
      'STATEMENT_SEND',
      'WORK_ITEM_ARCHIVE',
    ])
  })
})

describe('a job that cannot be read', () => {
  const insert = async (type: string, payload: object) => {
    const key = `unreadable:${newId()}`
    await database.admin(
      `insert into app.jobs (tenant_id, type, key, payload, run_at) values ($1, $2, $3, $4, now())`,
      [ours.tenantId, type, key, payload],
    )
    return key
  }

  for (const { name, type, payload } of [
    { name: 'of an unknown type', type: 'TELEPORT', payload: { invoice_id: newId() } },
    { name: 'without what its type needs', type: 'CHECKOUT_EXPIRE', payload: {} },
    { name: 'with a wrong value', type: 'CHECKOUT_EXPIRE', payload: { invoice_id: 'INV-1' } },
  ]) {
    it(`${name} is FAILED at once, with an alert, and not tried again`, async () => {
      const key = await insert(type, payload)
      await world.sweep()
      await world.sweep()
      const [job] = await database.admin<{ reason: string }>(
        `select state, attempts, reason from app.jobs where key = $1`,
        [key],
      )
      expect(job).toMatchObject({ state: 'FAILED', attempts: 1, reason: expect.stringContaining(type) })
      expect(job!.reason).not.toContain('INV-1')
      expect(
        await database.admin(`select kind from app.alerts where tenant_id = $1 and detail->>'key' = $2`, [
          ours.tenantId,
          key,
        ]),
      ).toEqual([{ kind: 'job.failed' }])
    })
  }
})
