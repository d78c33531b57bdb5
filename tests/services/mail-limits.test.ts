import { beforeAll, describe, expect, it } from 'vitest'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { inviteMember, resendInvitation } from '../../core/services/team/invite.ts'
import {
  type AuthWorld,
  anyone,
  authWorld,
  draftOf,
  newOwner,
  PASSWORD,
  type Person,
  refusalOf,
} from '../support/auth-context.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { type FakeMailer, fakeMailer, sendPorts } from '../support/fake-mailer.ts'

const db = useDatabase()
let addresses = 0
const somewhere = () => ({ ip: `203.0.113.${++addresses}` })
const sentTo = (world: AuthWorld, email: string) => world.mails.filter(({ to }) => to === email)
const pass = (hours: number) =>
  db.admin(`update app.mail_counts set since = since - interval '${hours} hours 1 second'`)
const age = ({ body }: Person) =>
  db.admin("update app.tenants set created_at = created_at - interval '8 days' where id = $1", [body.tenant_id])

/** A hundred papers take longer than what is counted here. */
function withoutPapers(mailer: FakeMailer) {
  const { papers: _, ...ports } = sendPorts(mailer)
  return ports
}

describe('mails to an address that anybody may type', () => {
  it.each(['known', 'unknown'])(
    'sixty forgot from sixty addresses mail a %s address four times, and answer alike',
    async (kind) => {
      const world = authWorld(db)
      const email = kind === 'known' ? (await newOwner(world)).email : anyone()
      const before = sentTo(world, email).length
      for (let i = 0; i < 60; i++)
        expect(await forgotPassword(world.from(somewhere()), email)).toEqual({ email, status: 'RESET_SENT' })
      expect(sentTo(world, email).length - before).toBe(4)
      if (kind === 'unknown') return
      // The last link that was mailed is good.
      expect(await refusalOf(resetPassword(world.auth, world.token('reset', email), 'another horse battery'))).toBe(
        'accepted',
      )
    },
  )

  it('are ten a day, and go on the next', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    const before = sentTo(world, email).length
    for (let hour = 0; hour < 5; hour++) {
      for (let i = 0; i < 5; i++) await forgotPassword(world.from(somewhere()), email)
      await db.admin("update app.mail_counts set since = since - interval '61 minutes'")
    }
    expect(sentTo(world, email).length - before).toBe(10)
    await pass(24)
    await forgotPassword(world.auth, email)
    expect(sentTo(world, email).length - before).toBe(11)
  })

  it('sixty sign-ups mail it four times, answer alike, and leave the first one its link', async () => {
    const world = authWorld(db)
    const email = anyone()
    await signUp(world.auth, draftOf(email))
    const token = world.token('verify', email)
    for (let i = 0; i < 60; i++)
      expect(await signUp(world.from(somewhere()), draftOf(email))).toEqual({ email, status: 'VERIFICATION_SENT' })
    expect(sentTo(world, email)).toHaveLength(4)
    const { body } = await verifyEmail(world.auth, { token, password: PASSWORD })
    expect(body.user.email).toBe(email)
  })

  it('one kind leaves the other its own', async () => {
    const world = authWorld(db)
    const { email } = await newOwner(world)
    for (let i = 0; i < 10; i++) await signUp(world.from(somewhere()), draftOf(email))
    await forgotPassword(world.auth, email)
    expect(sentTo(world, email).at(-1)?.kind).toBe('reset')
  })
})

describe('invitations', () => {
  const invite = (world: AuthWorld, { bearer }: Person, email = anyone()) =>
    refusalOf(inviteMember(world.tenant(bearer), world.auth.mailer, { email, role: 'STAFF' }))
  const inviteTimes = async (world: AuthWorld, owner: Person, times: number) => {
    const outcomes: string[] = []
    for (let i = 0; i < times; i++) outcomes.push(await invite(world, owner))
    return outcomes.filter((one) => one === 'accepted').length
  }

  it('of a new business are twenty a day, of an older one more', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    expect(await inviteTimes(world, owner, 30)).toBe(20)
    expect(await invite(world, owner)).toBe('RATE_LIMITED mails_of_sender')
    await age(owner)
    expect(await inviteTimes(world, owner, 10)).toBe(10)
  })

  it('to an address are five a day, whoever sends them and how', async () => {
    const world = authWorld(db)
    const email = anyone()
    for (let i = 0; i < 4; i++) expect(await invite(world, await newOwner(world), email)).toBe('accepted')
    const owner = await newOwner(world)
    const row = await inviteMember(world.tenant(owner.bearer), world.auth.mailer, { email, role: 'STAFF' })
    expect(await refusalOf(resendInvitation(world.tenant(owner.bearer), world.auth.mailer, row.id))).toBe(
      'RATE_LIMITED mails_to_recipient',
    )
    expect(await invite(world, await newOwner(world), email)).toBe('RATE_LIMITED mails_to_recipient')
    expect(sentTo(world, email)).toHaveLength(5)
    await pass(24)
    expect(await refusalOf(resendInvitation(world.tenant(owner.bearer), world.auth.mailer, row.id))).toBe('accepted')
  })
})

describe('documents by mail', () => {
  let ours: TestBusiness
  beforeAll(async () => {
    ours = await makeBusiness(db)
  })
  const input = { channel: 'EMAIL', hold_seconds: 0 } as const

  it('to an address are a hundred a day; what is refused stays a draft without a number, and goes out the next day', async () => {
    const mailer = fakeMailer()
    const send = async () => {
      const { id } = await ours.draft()
      return [id, await refusalOf(sendInvoice(ours.as('OWNER'), withoutPapers(mailer), id, input))]
    }
    for (let i = 0; i < 100; i++) expect((await send())[1]).toBe('accepted')
    const [id = '', outcome] = await send()
    expect(outcome).toBe('RATE_LIMITED mails_to_recipient')
    expect(await getInvoice(ours.as('OWNER'), id)).toMatchObject({ status: 'DRAFT', invoice_number: null })
    expect(mailer.sent).toHaveLength(100)
    await pass(24)
    expect(await refusalOf(sendInvoice(ours.as('OWNER'), withoutPapers(mailer), id, input))).toBe('accepted')
  })
})
