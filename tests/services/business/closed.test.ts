import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { CreateRecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { acceptInvitation } from '../../../core/services/auth/accept-invitation.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { beginExports, updateExportSchedule } from '../../../core/services/exports/schedule.ts'
import { updateNoticeSettings } from '../../../core/services/notices/settings.ts'
import { payInvoice } from '../../../core/services/portal/pay.ts'
import { presentPortalInvoice } from '../../../core/services/portal/present.ts'
import { createRecurringInvoice } from '../../../core/services/recurring/create.ts'
import { getRecurringInvoice } from '../../../core/services/recurring/list.ts'
import { inviteMember } from '../../../core/services/team/invite.ts'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { refusal } from '../../support/refusal.ts'
import { DUE, reminderWorld } from '../../support/reminder-world.ts'
import { stripeWorld } from '../../support/stripe-world.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'
import { linkTo, portal } from '../portal/portal-link.ts'

const database = useDatabase()
const { view, tenant } = portal(database)
let one: ClosableBusiness
beforeEach(async () => {
  one = await closableBusiness(database)
})
afterAll(() => database.admin(`update app.clock set shift = '0'`))

const count = async (table: string) =>
  Number(
    (
      await database.admin<{ n: string }>(`select count(*) as n from ${table} where tenant_id = $1`, [
        one.ours.tenantId,
      ])
    )[0]!.n,
  )

describe('what comes to a closed business', () => {
  it('mail is refused for good, and nothing of it is kept', async () => {
    const world = mailWorld(database)
    const to = await world.addressOf(one.ours)
    await one.close()
    const files = world.store.kept.size
    expect(await world.arrive(written({ to }), { to })).toEqual({
      outcome: 'rejected',
      reason: 'This business is closed and takes no mail',
    })
    expect([await count('app.mails'), world.store.kept.size]).toEqual([0, files])
    await one.reopen()
    expect(await world.arrive(written({ to }), { to })).toMatchObject({ outcome: 'received' })
  })

  it('a text message is not kept, but that somebody wants no more', async () => {
    const world = textWorld(database)
    const [ours, theirs] = [await world.numberOf(one.ours), someNumber()]
    await world.text(ours, theirs, 'Hello')
    await one.close()
    expect(await world.text(ours, theirs, 'Is anybody there?')).toBeNull()
    expect(await count('messages')).toBe(1)
    expect(await world.text(ours, theirs, 'STOP')).toMatchObject({ is_new: true })
    expect(
      await database.admin(`select from conversations where tenant_id = $1 and opted_out_at is not null`, [
        one.ours.tenantId,
      ]),
    ).toHaveLength(1)
  })

  it('a link still shows what was printed, and takes neither money nor questions', async () => {
    const invoice = await one.ours.sentInvoice()
    const link = await linkTo(one.ours, invoice.id)
    expect(presentPortalInvoice((await view(link.hash, false))!, { newAccountsCharge: true }).pay_state).toBe('payable')
    await one.close()
    const seen = (await view(link.hash))!
    expect(presentPortalInvoice(seen, { newAccountsCharge: true })).toMatchObject({
      business_closed: true,
      pay_state: 'closed',
      amount_due: '100.00',
    })
    const paid = await refusal(payInvoice(tenant(link.hash), {} as never, link))
    expect([paid.code, paid.message]).toEqual([
      'BUSINESS_CLOSED',
      'This business takes no payments, answers or messages here any more',
    ])
    const asked = one.world.auth.system.value(
      sql`app.ask_portal(${JSON.stringify({ hash: link.hash, text: 'Hello' })}::jsonb)`,
    )
    expect((await refusal(asked)).code).toBe('BUSINESS_CLOSED')
    expect(await count('document_views')).toBe(0)
    await one.reopen()
    expect(presentPortalInvoice((await view(link.hash))!, { newAccountsCharge: true }).pay_state).toBe('payable')
  })

  it('an invitation is not accepted, and is good again when it is opened', async () => {
    const email = `new-${one.ours.tenantId}@example.com`
    await inviteMember(one.ours.as('OWNER'), one.world.auth.mailer, { email, role: 'STAFF' })
    const token = one.world.token('invitation', email)
    await one.close()
    const accept = () => acceptInvitation(one.world.auth, { token, name: 'New', password: 'three words of mine' })
    expect((await refusal(accept())).code).toBe('BUSINESS_CLOSED')
    await one.reopen()
    expect((await accept()).body.user.role).toBe('STAFF')
  })
})

const TO_MEMBERS = 'A business that you work in was closed'
const toOwners = (sent: readonly { subject: string }[]) =>
  sent.map(({ subject }) => subject).filter((subject) => subject !== TO_MEMBERS)

describe('its members', () => {
  it('are told once that it was closed and what goes with it, unless their address is known to bounce', async () => {
    const world = stripeWorld(database)
    const { ours } = one
    const { AGENT, VIEWER, OWNER } = ours.userIds
    const bouncing = await ours.contact({ email: `${AGENT}@members.example` })
    await database.admin(`update contacts set email_problem = 'BOUNCED' where id = $1`, [bouncing.id])
    await database.admin(`update app.memberships set status = 'DISABLED' where tenant_id = $1 and user_id = $2`, [
      ours.tenantId,
      VIEWER,
    ])
    await one.close()
    await world.sweep()
    await world.sweep()
    const mine = Object.values(ours.userIds).map((id) => `${id}@members.example`)
    const told = world.mailer.sent.filter(({ to, subject }) => subject === TO_MEMBERS && mine.includes(to))
    expect(told.map(({ to }) => to).sort()).toEqual(
      mine.filter((to) => ![AGENT, VIEWER, OWNER].includes(to.split('@')[0]!)).sort(),
    )
    expect(told[0]!.text).toContain('If you belong to no other business on SMB Hub by then, your account is removed')
  })

  it('are not told of what was opened again before the mail went out, nor who left it', async () => {
    const world = stripeWorld(database)
    await one.close()
    await one.reopen()
    await world.sweep()
    await one.close()
    await database.admin(`delete from app.memberships where tenant_id = $1 and role <> 'OWNER'`, [one.ours.tenantId])
    await world.sweep()
    const mine = Object.values(one.ours.userIds).map((id) => `${id}@members.example`)
    const subjects = world.mailer.sent.filter(({ to }) => mine.includes(to)).map(({ subject }) => subject)
    expect(subjects).toEqual(['Your business was closed'])
  })
})

describe('opened again', () => {
  it('nothing is sent for the days in between, and what comes later comes once', async () => {
    const world = await reminderWorld(database)
    one = { ...one, ...(await closableBusiness(database)) }
    const { ours } = one
    // As if they were the business of that world.
    Object.assign(world.ours, ours)
    await updateBusiness(ours.as('OWNER'), { statement_day: 15 } as never)
    await updateExportSchedule(ours.as('OWNER'), { every: 'DAY' } as never)
    const late = await world.sent()
    const recurring = await createRecurringInvoice(
      ours.as('OWNER'),
      CreateRecurringInvoice.parse({
        contact_id: (await ours.contact()).id,
        line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }],
        starts_on: addDays(DUE, 1),
        every_unit: 'DAY',
        mode: 'SEND',
      }),
    )
    const invoices = await count('invoices')
    await one.close()
    world.mailer.sent.length = 0
    // Stages of 3, 7 and 14 days, the fifteenth, and sixteen days to bill.
    for (const day of [3, 7, 14, 16]) {
      await world.day(day)
      await beginExports(world.context.system)
      await world.workAll()
    }
    const subjects = () => toOwners(world.mailer.sent)
    expect(subjects()).toEqual(['Your business was closed'])
    expect([await count('invoices'), await count('exports')]).toEqual([invoices, 0])
    await one.reopen()
    await world.cron()
    await beginExports(world.context.system)
    await world.workAll()
    await world.day(16, 11)
    // Today's is due today.
    expect(
      subjects()
        .slice(1)
        .map((subject) => subject.split(' ')[0]),
    ).toEqual(['Invoice'])
    expect([await count('invoices'), await count('exports')]).toEqual([invoices + 1, 0])
    expect((await getRecurringInvoice(ours.as('OWNER'), recurring.id)).next_on).toBe(addDays(DUE, 17))
    expect((await world.reminders(late)).filter(({ state }) => state === 'SENT')).toEqual([])
    await world.day(17)
    expect(await count('invoices')).toBe(invoices + 2)
    // The end that was planned is not any more.
    await world.day(40)
    expect(subjects().filter((subject) => /closed|removed/.test(subject))).toEqual(['Your business was closed'])
  })

  it('the daily mail of notices goes on, also where it was closed and opened on one day', async () => {
    const { ours } = one
    await updateNoticeSettings(ours.as('STAFF'), { mail: 'DAILY' })
    const planned = () =>
      database.admin(`select key from app.jobs where tenant_id = $1 and type = 'NOTICES_MAIL' and done_at is null`, [
        ours.tenantId,
      ])
    const before = await planned()
    expect(before).toHaveLength(1)
    await one.close()
    expect(await planned()).toEqual([])
    await one.reopen()
    expect(await planned()).toEqual(before)
  })

  it('owners are told of the end three days before, once', async () => {
    const world = await reminderWorld(database)
    one = await closableBusiness(database)
    await one.close()
    await world.day(16)
    const mine = () => toOwners(world.mailer.sent)
    expect(mine()).toEqual(['Your business was closed'])
    await world.day(18)
    await world.day(19)
    expect(mine()).toEqual(['Your business was closed', 'Your closed business is removed soon'])
    expect(new Set(world.mailer.sent.map(({ key }) => key)).size).toBe(world.mailer.sent.length)
    expect(world.mailer.sent.every(({ isAutomatic }) => isAutomatic)).toBe(true)
  })
})
