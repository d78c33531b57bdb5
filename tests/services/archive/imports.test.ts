import { strFromU8, strToU8, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { createImport } from '../../../core/services/imports/create.ts'
import { getImport } from '../../../core/services/imports/list.ts'
import { sweepImports } from '../../../core/services/imports/sweep.ts'
import { seedDemo } from '../../../local/demo/seed.ts'
import { packed, readArchive, retell, retold, without } from '../../support/archives.ts'
import { bookProblems } from '../../support/books.ts'
import { makeBusiness, openTenant, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fillEverything, notIn } from '../../support/every-state.ts'
import { expectRefusal, refusal } from '../../support/refusal.ts'
import { differences, roundTrip } from '../../support/round-trip.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
let trip: ReturnType<typeof roundTrip>
let demo: Pick<TestBusiness, 'tenantId' | 'as'>
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
  trip = roundTrip(database, world)
  await seedDemo({
    adminUrl: database.adminUrl,
    password: 'maple-of-the-tests',
    payments: {
      createAccount: async () => ({
        outcome: 'ok',
        value: { id: 'acct_1demo', chargesEnabled: true, detailsSubmitted: true, country: 'CA', currency: 'CAD' },
      }),
    },
  })
  const [tenant] = await database.admin<{ id: string; external_org_id: string; user_id: string }>(
    `select t.id, t.external_org_id, m.user_id from app.tenants t join app.memberships m on m.tenant_id = t.id and m.role = 'OWNER' where t.name like 'Maple%' limit 1`,
  )
  demo = { tenantId: tenant!.id, as: () => openTenant(database, tenant!.external_org_id, tenant!.user_id) }
}, 60_000)

describe('export, import, export', () => {
  it('of the demo business: equal but for ids, and the books add up (EX2)', async () => {
    const archive = await trip.exported(demo)
    const other = await makeBusiness(database, { name: 'Another', currency: 'EUR', timezone: 'Europe/Berlin' })
    const done = await trip.imported(other, archive)
    expect([done.reason, done.status]).toEqual([null, 'READY'])
    const [first, second] = [readArchive(archive), readArchive(await trip.exported(other))]
    expect(differences(first, second, done.id)).toEqual([])
    expect(await bookProblems(database, other.tenantId)).toEqual([])
  })
  it('of a business with everything in every state: equal but for ids, the books add up, and nothing goes on by itself', async () => {
    const ours = await makeBusiness(database, { name: 'Everything' })
    await fillEverything(database, world, ours)
    expect(await bookProblems(database, ours.tenantId)).toEqual([])
    const archive = await trip.exported(ours)
    const first = readArchive(archive)
    expect(notIn(first)).toEqual([])
    const other = await makeBusiness(database, { name: 'Another', currency: 'EUR' })
    const done = await trip.imported(other, archive)
    expect([done.reason, done.status]).toEqual([null, 'READY'])
    expect(differences(first, readArchive(await trip.exported(other)), done.id)).toEqual([])
    expect(await bookProblems(database, other.tenantId)).toEqual([])
    const jobs = await database.admin(`select type from app.jobs where tenant_id = $1 and done_at is null order by 1`, [
      other.tenantId,
    ])
    expect(jobs).toEqual([{ type: 'CONVERSATION_WAKE' }, { type: 'EXPORT_FORGET' }])
  })
  it('keeps every digit of what no number of JavaScript holds', async () => {
    const ours = await makeBusiness(database, { currency: 'EUR' })
    await ours.draft({})
    await database.admin(`update invoice_lines set rate_e6 = 9007199254740993 where tenant_id = $1`, [ours.tenantId])
    const other = await makeBusiness(database, { currency: 'EUR' })
    const done = await trip.imported(other, await trip.exported(ours))
    expect([done.reason, done.status]).toEqual([null, 'READY'])
    expect(
      await database.admin(`select distinct rate_e6::text as rate from invoice_lines where tenant_id = $1`, [
        other.tenantId,
      ]),
    ).toEqual([{ rate: '9007199254740993' }])
  })
})

describe('an archive that is not what it says', () => {
  let bytes: Uint8Array
  let other: TestBusiness
  beforeAll(async () => {
    if (!database.kind) return
    const ours = await makeBusiness(database)
    await ours.sentInvoice()
    bytes = await trip.exported(ours)
    other = await makeBusiness(database)
  })
  /** Its members by name, changed, and told rightly by the manifest again. */
  const edited = (change: (members: Record<string, Uint8Array>) => void) => {
    const { members } = readArchive(bytes)
    change(members)
    return packed(retold(members))
  }
  const line = (name: string, more: object) => (members: Record<string, Uint8Array>) => {
    const [first, ...others] = strFromU8(members[name]!).split('\n')
    members[name] = strToU8([JSON.stringify({ ...JSON.parse(first!), ...more }), ...others].join('\n'))
  }
  const flipped = (at: (whole: Uint8Array) => number) => {
    const copy = bytes.slice()
    copy[at(copy)]! ^= 1
    return copy
  }
  const cases: [name: string, made: () => Uint8Array | Promise<Uint8Array>, words: RegExp][] = [
    ['no ZIP', () => strToU8('PK nothing of the kind, but long enough'), /cut short, or no ZIP/],
    ['cut at its end', () => bytes.subarray(0, -1), /cut short/],
    ['cut in the middle', () => bytes.subarray(0, bytes.length / 2), /cut short/],
    [
      'one byte of a row changed',
      () => flipped((whole) => Buffer.from(whole).indexOf('"DRAFT"') + 1 || Buffer.from(whole).indexOf('Maria') + 1),
      /ndjson is not what the manifest says: it was cut short or edited/,
    ],
    [
      'a member more',
      () => packed({ ...readArchive(bytes).members, [`files/${'a'.repeat(64)}`]: strToU8('x') }),
      /is not what the manifest says/,
    ],
    [
      'a member less',
      () => packed(without(readArchive(bytes).members, 'csv/invoices.csv')),
      /csv\/invoices.csv is not what the manifest says/,
    ],
    [
      'a path that leads away',
      () => packed({ '../x': strToU8('x'), ...readArchive(bytes).members }),
      /"..\/x" does not belong/,
    ],
    [
      'an absolute path',
      () => packed({ '/etc/passwd': strToU8('x'), ...readArchive(bytes).members }),
      /does not belong/,
    ],
    ['a member twice', () => packed(readArchive(bytes).members, ['data/invoices.ndjson']), /is in it twice/],
    ['CSV alone', () => packed({ 'csv/contacts.csv': strToU8('a,b') }), /manifest.json is missing/],
    ['compressed: nothing unfolds', () => zipSync(readArchive(bytes).members, { level: 9 }), /compressed/],
    ['a bomb', () => zipSync({ 'data/contacts.ndjson': new Uint8Array(50_000_000) }), /compressed/],
    ['another version', () => edited((members) => retell(members, { schema_version: 99 })), /another version/],
    [
      'a row of another business',
      () => edited(line('data/contacts.ndjson', { tenant_id: other.tenantId })),
      /data\/contacts.ndjson, row 1: tenant_id does not belong there/,
    ],
    [
      'a customer who is not in it',
      () => edited(line('data/invoices.ndjson', { contact_id: newId() })),
      /data\/invoices.ndjson has rows that cannot be: .*invoices_contact_fkey/,
    ],
    [
      'a zone that there is not',
      () => edited(line('data/business.ndjson', { timezone: 'Mars/Olympus' })),
      /settings of this archive cannot be: time zone/,
    ],
    [
      'a logo that is an address',
      () => edited(line('data/business.ndjson', { logo: 'https://elsewhere.example/x.png' })),
      /data\/business.ndjson, logo: Use a PNG/,
    ],
    [
      'words of a profile that are none',
      () =>
        edited((members) => {
          const row = { overrides_json: { labels: { work_item: 7 } }, updated_at: null }
          Object.assign(members, { 'data/profile_overrides.ndjson': strToU8(`${JSON.stringify(row)}\n`) })
        }),
      /data\/profile_overrides.ndjson, overrides_json.labels.work_item: /,
    ],
    [
      'a status that there is not',
      () => edited(line('data/invoices.ndjson', { status: 'GIFT' })),
      /invoices_status_check/,
    ],
    [
      'a date that is none',
      () => edited(line('data/invoices.ndjson', { due_date: 'soon' })),
      /data\/invoices.ndjson has rows that cannot be: invalid input/,
    ],
    [
      'books that do not add up',
      () => edited(line('data/invoices.ndjson', { amount_paid: 100 })),
      /books of this archive do not add up/,
    ],
    [
      'no JSON',
      () => edited((members) => Object.assign(members, { 'data/items.ndjson': strToU8('{oops\n') })),
      /data\/items.ndjson, byte 0 is not JSON/,
    ],
  ]
  it.each(cases)('%s: refused whole, with the place', async (_, made, words) => {
    const done = await trip.imported(other, await made())
    expect([done.status, done.reason]).toEqual(['FAILED', expect.stringMatching(words)])
    const left = await database.admin(
      `select 'contact' as what from contacts where tenant_id = $1 union all select 'invoice' from invoices where tenant_id = $1 union all select 'term' from search_terms where tenant_id = $1
       union all select 'invitation' from invitations where tenant_id = $1 union all select 'counter' from counters where tenant_id = $1`,
      [other.tenantId],
    )
    expect(left).toEqual([])
  })

  it('leaves a business that can be filled, and is its members’ again', async () => {
    expect((await trip.imported(other, bytes)).status).toBe('READY')
    await other.contact()
  })
})

describe('an import', () => {
  it('is for an empty business, its owner, and an archive that was sent; nobody else writes meanwhile', async () => {
    const [ours, other] = [await makeBusiness(database), await makeBusiness(database)]
    await ours.contact()
    const bytes = await trip.exported(ours)
    const file = await trip.sent(ours, bytes)
    const refused = await refusal(createImport(ours.as('OWNER'), { file_id: file }))
    expect([refused.code, refused.message]).toEqual(['CONFLICT', expect.stringMatching(/Only an empty business/)])
    await expectRefusal(createImport(other.as('ADMIN'), { file_id: file }), 'FORBIDDEN')
    await expectRefusal(createImport(other.as('OWNER'), { file_id: file }), 'VALIDATION_ERROR', 'file_id')
    const id = await trip.begun(other, bytes)
    await expectRefusal(other.contact(), 'IN_FLIGHT')
    expect(await trip.finished(other, id)).toMatchObject({ status: 'READY', rows: expect.any(Number) })
    await other.contact()
    await expectRefusal(getImport(ours.as('OWNER'), id), 'NOT_FOUND')
  })

  it('makes no member: who was one is invited when a person sends it', async () => {
    const [ours, other] = [await makeBusiness(database), await makeBusiness(database)]
    const mails = world.mailer.sent.length
    const done = await trip.imported(other, await trip.exported(ours))
    expect(done.status).toBe('READY')
    const invited = await database.admin<{ role: string }>(
      `select role, sent_at, status, expires_at <= now() as waits from invitations where tenant_id = $1 order by role`,
      [other.tenantId],
    )
    expect(invited.map(({ role }) => role)).toEqual(['ADMIN', 'AGENT', 'AGENT', 'OWNER', 'STAFF', 'VIEWER'])
    expect(invited[0]).toMatchObject({ sent_at: null, status: 'INVITED', waits: true })
    expect(world.mailer.sent.length).toBe(mails)
  })

  it('killed after each of its transactions goes on, and makes nothing twice', async () => {
    const archive = await trip.exported(demo)
    const other = await makeBusiness(database)
    const id = await trip.begun(other, archive)
    let kills = 0
    const { tenantOf } = world.context
    world.context.tenantOf = (job) => killedAfter(tenantOf(job), 2, () => kills++)
    await trip.finished(other, id)
    world.context.tenantOf = tenantOf
    for (let tries = 0; tries < 60; tries++) {
      await database.admin(
        `update app.jobs set run_at = now(), leased_until = null, attempts = 0 where key = $1 and done_at is null`,
        [`import:${id}`],
      )
      world.context.tenantOf = (job) => killedAfter(tenantOf(job), 2, () => kills++)
      if ((await trip.finished(other, id)).status !== 'RUNNING') break
    }
    world.context.tenantOf = tenantOf
    expect(kills).toBeGreaterThan(10)
    const done = await trip.finished(other, id)
    expect([done.reason, done.status]).toEqual([null, 'READY'])
    expect(differences(readArchive(archive), readArchive(await trip.exported(other)), id)).toEqual([])
  })
})

describe('an import that is given up', () => {
  const jobOf = (id: string) =>
    database.admin<{ state: string; attempts: number; waits: number }>(
      `select state, attempts, round(extract(epoch from run_at - app.now()) / 3600)::int as waits from app.jobs where key = $1`,
      [`import:${id}`],
    )
  const sweep = () => sweepImports(world.context.system)
  /** Each consumer dies in the middle, and says nothing, until none is tried any more. */
  const dieEachTime = async (business: TestBusiness, id: string, trips: number) => {
    const { tenantOf } = world.context
    let deaths = 0
    for (let visits = 0; visits < 20 && (await jobOf(id))[0]!.state !== 'FAILED'; visits++) {
      await database.admin(
        `update app.jobs set run_at = app.now(), leased_until = now() - interval '1 second' where key = $1`,
        [`import:${id}`],
      )
      world.context.tenantOf = (job) => killedAfter(tenantOf(job), trips, () => deaths++, LOST)
      await world.work([{ tenant_id: business.tenantId, key: `import:${id}` }])
    }
    world.context.tenantOf = tenantOf
    return deaths
  }
  const rows = async ({ tenantId }: TestBusiness) => {
    const [found] = await database.admin<{ n: number }>(
      `select (select count(*) from contacts where tenant_id = $1) + (select count(*) from invoices where tenant_id = $1)
         + (select count(*) from search_terms where tenant_id = $1) + (select count(*) from counters where tenant_id = $1) as n`,
      [tenantId],
    )
    return Number(found!.n)
  }
  const alerts = ({ tenantId }: TestBusiness) =>
    database.admin(`select kind from app.alerts where tenant_id = $1 and kind <> 'job.failed'`, [tenantId])

  it('because each of its consumers died is taken back by the sweep, nobody writes until then, and it can be tried again', async () => {
    const archive = await trip.exported(demo)
    const other = await makeBusiness(database)
    const id = await trip.begun(other, archive)
    expect(await dieEachTime(other, id, 3)).toBe(9)
    expect((await jobOf(id))[0]).toMatchObject({ state: 'FAILED', attempts: 10 })
    expect(await rows(other)).toBeGreaterThan(50)
    expect((await getImport(other.as('OWNER'), id)).status).toBe('RUNNING')
    await expectRefusal(other.contact(), 'IN_FLIGHT')
    await sweep()
    await sweep()
    expect((await jobOf(id))[0]).toEqual({ state: 'QUEUED', attempts: 0, waits: 0 })
    await expectRefusal(other.contact(), 'IN_FLIGHT')
    const done = await trip.finished(other, id)
    expect([done.status, done.rows, done.reason]).toEqual([
      'FAILED',
      0,
      expect.stringMatching(/import the archive again/),
    ])
    expect([await rows(other), await alerts(other)]).toEqual([0, []])
    await sweep()
    expect((await jobOf(id))[0]!.state).toBe('DONE')
    const again = await trip.imported(other, archive)
    expect([again.reason, again.status]).toEqual([null, 'READY'])
    expect(differences(readArchive(archive), readArchive(await trip.exported(other)), again.id)).toEqual([])
  })

  it('while it is refused keeps the reason, and is taken back later', async () => {
    const other = await makeBusiness(database)
    const id = await trip.begun(other, strToU8('PK nothing of the kind, but long enough'))
    await dieEachTime(other, id, 2)
    await sweep()
    const done = await trip.finished(other, id)
    expect([done.status, done.reason]).toEqual(['FAILED', expect.stringMatching(/cut short, or no ZIP/)])
    await other.contact()
  })

  it('and cannot be taken back is tried five times, hours apart, then told once; nobody writes there', async () => {
    const other = await makeBusiness(database)
    const id = await trip.begun(other, await trip.exported(demo))
    await dieEachTime(other, id, 3)
    const waits: number[] = []
    for (let round = 0; round < 7; round++) {
      await sweep()
      const [job] = await jobOf(id)
      if (job!.state !== 'QUEUED') break
      waits.push(job!.waits)
      await dieEachTime(other, id, 1)
    }
    expect(waits).toEqual([0, 1, 4, 9, 16])
    await sweep()
    const done = await getImport(other.as('OWNER'), id)
    expect([done.status, done.reason]).toEqual(['FAILED', expect.stringMatching(/make a new business/)])
    expect(await alerts(other)).toEqual([{ kind: 'import.not_undone' }])
    const refused = await refusal(other.contact())
    expect([refused.code, refused.message]).toEqual(['CONFLICT', expect.stringMatching(/make a new business/)])
  })
})

/** As the table of jobs sees a death: nothing is told. */
const LOST = new AppError('CONFLICT', 'killed', { hint: 'job' })

/** A handle whose process ends once `trips` of its transactions are through. */
function killedAfter(tenant: TenantDb, trips: number, tell: () => void, how = new Error('killed')): TenantDb {
  let left = trips
  const batch = tenant.db.batch.bind(tenant.db)
  tenant.db.batch = (async (...args: Parameters<typeof batch>) => {
    const answer = await batch(...args)
    if (--left > 0) return answer
    tell()
    throw how
  }) as never
  return tenant
}
