import { beforeAll, describe, expect, it } from 'vitest'
import { MergeContact, RecordConsent } from '../../../core/contract/contacts.ts'
import { Meter } from '../../../core/db/meter.ts'
import { listConsents, recordConsent } from '../../../core/services/contacts/consents.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { mergeContact, unmergeContact } from '../../../core/services/contacts/merge.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness
let world: ReturnType<typeof textWorld>
let ours: string

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  world = textWorld(database)
  ours = await world.numberOf(business)
}, 60_000)

const record = (id: string, channel: string, state: string, role: Parameters<TestBusiness['as']>[0] = 'STAFF') =>
  recordConsent(business.as(role), id, RecordConsent.parse({ channel, state, note: ' On the phone ' }))
const holds = async (id: string) => {
  const { email_consent, sms_consent } = await getContact(business.as('OWNER'), id)
  return [email_consent, sms_consent]
}
const said = async (id: string, of = business) =>
  (await listConsents(of.as('OWNER'), cursors, { id, limit: 20 })).rows.map(
    ({ channel, state, source }) => `${channel} ${state} ${source}`,
  )
const text = (from: string, words: string) => world.text(ours, from, words)

describe('consent', () => {
  it('is a ledger of facts for each channel; the newest holds', async () => {
    const { id } = await business.contact({}, 'AGENT')
    expect(await holds(id)).toEqual([null, null])
    const meter = new Meter()
    const granted = await recordConsent(
      business.as('AGENT', { meter }),
      id,
      RecordConsent.parse({ channel: 'EMAIL', state: 'GRANTED', note: ' On the phone ', if_match_version: 1 }),
    )
    expect(granted).toMatchObject({ email_consent: 'GRANTED', sms_consent: null, version: 2 })
    expect(meter.trips).toBe(1)
    await record(id, 'EMAIL', 'WITHDRAWN')
    await record(id, 'SMS', 'GRANTED')
    expect(await holds(id)).toEqual(['WITHDRAWN', 'GRANTED'])
    expect(await said(id)).toEqual(['SMS GRANTED MEMBER', 'EMAIL WITHDRAWN MEMBER', 'EMAIL GRANTED MEMBER'])
    const { rows } = await listConsents(business.as('VIEWER'), cursors, { id, limit: 1 })
    expect(rows[0]).toMatchObject({ note: 'On the phone', actor: `staff of ${business.tenantId.slice(-4)}` })
    const [rights] = await database.admin<{ may: boolean }>(
      `select has_table_privilege('hub_app', 'consents', 'insert, update, delete') as may`,
    )
    expect(rights?.may).toBe(false)
  })

  it("is nobody else's: another business, an agent whose contact it is not, a viewer", async () => {
    const { id } = await business.contact()
    const other = await makeBusiness(database)
    await expectRefusal(
      recordConsent(other.as('OWNER'), id, RecordConsent.parse({ channel: 'SMS', state: 'GRANTED', note: 'x' })),
      'NOT_FOUND',
    )
    await expectRefusal(said(id, other), 'NOT_FOUND')
    await expectRefusal(record(id, 'SMS', 'GRANTED', 'AGENT'), 'NOT_FOUND')
    await expectRefusal(record(id, 'SMS', 'GRANTED', 'VIEWER'), 'FORBIDDEN')
  })

  it('is withdrawn by STOP, which only START takes back', async () => {
    const phone = someNumber()
    const { id } = await business.contact({ phone })
    await record(id, 'SMS', 'GRANTED')
    await text(phone, 'STOP')
    expect(await holds(id)).toEqual([null, 'WITHDRAWN'])
    await expectRefusal(record(id, 'SMS', 'GRANTED'), 'VALIDATION_ERROR', 'state')
    await text(phone, 'START')
    expect(await holds(id)).toEqual([null, 'GRANTED'])
    expect(await said(id)).toEqual(['SMS GRANTED TEXT', 'SMS WITHDRAWN TEXT', 'SMS GRANTED MEMBER'])
  })

  it('is withdrawn where mail was called spam, not where it came back', async () => {
    const [spam, back] = [
      await business.contact({ email: 'spam@told.example' }),
      await business.contact({ email: 'back@told.example' }),
    ]
    for (const [email, problem] of [
      ['spam@told.example', 'COMPLAINED'],
      ['spam@told.example', 'COMPLAINED'],
      ['back@told.example', 'BOUNCED'],
    ])
      await database.admin(
        `with tenant as materialized (select set_config('app.tenant', $1, true), set_config('app.actor', 'webhook:mail', true))
         select app.flag_email($2, $3, 'Told') from tenant`,
        [business.tenantId, email, problem],
      )
    expect(await said(spam.id)).toEqual(['EMAIL WITHDRAWN COMPLAINT'])
    expect(await holds(back.id)).toEqual([null, null])
  })

  it('of two that are one is the stricter, with both ledgers; apart again each has its own, and what was withdrawn since', async () => {
    const [a, b] = [await business.contact(), await business.contact()]
    await record(a.id, 'EMAIL', 'WITHDRAWN')
    await record(b.id, 'EMAIL', 'GRANTED')
    await record(b.id, 'SMS', 'GRANTED')
    await mergeContact(business.as('OWNER'), a.id, MergeContact.parse({ other_id: b.id }))
    expect(await holds(a.id)).toEqual(['WITHDRAWN', 'GRANTED'])
    expect(await said(a.id)).toHaveLength(3)
    await record(a.id, 'SMS', 'WITHDRAWN')
    await unmergeContact(business.as('OWNER'), a.id, {})
    expect(await holds(a.id)).toEqual(['WITHDRAWN', 'WITHDRAWN'])
    expect(await holds(b.id)).toEqual(['GRANTED', 'WITHDRAWN'])
    expect(await said(b.id)).toEqual(['SMS WITHDRAWN MERGE', 'SMS GRANTED MEMBER', 'EMAIL GRANTED MEMBER'])
  })
})
