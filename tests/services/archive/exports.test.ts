import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { LEFT_OUT } from '../../../core/domain/archive/left-out.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createExport } from '../../../core/services/exports/create.ts'
import { archiveKey } from '../../../core/services/exports/internal.ts'
import { getExport, listExports } from '../../../core/services/exports/list.ts'
import { presentExport } from '../../../core/services/exports/present.ts'
import {
  beginExports,
  getExportSchedule,
  presentExportSchedule,
  updateExportSchedule,
} from '../../../core/services/exports/schedule.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { readArchive } from '../../support/archives.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sha256Of } from '../../support/fake-files.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const addresses = signedFiles({
  secret: 'a secret of sixteen',
  origin: 'http://a.example',
  filesOrigin: 'http://f.example',
})
let world: StripeWorld
let ours: TestBusiness
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
})

const keyOf = (id: string) => `export:${id}`
const work = (id: string, business = ours) => world.work([{ tenant_id: business.tenantId, key: keyOf(id) }])
const now = async (id: string) => presentExport(addresses)(await getExport(ours.as('OWNER'), id))
const archiveOf = (id: string, business = ours) => world.files.kept.get(archiveKey(business.tenantId, id))
const leftRows = (id: string) => database.admin(`select from app.export_rows where export_id = $1`, [id])
/** Its time to be tried again has come. */
const again = (id: string) =>
  database.admin(`update app.jobs set run_at = now(), leased_until = null where key = $1`, [keyOf(id)])

async function fileOf(business: TestBusiness, text: string) {
  const [id, bytes] = [newId(), new TextEncoder().encode(text)]
  const key = `tenant/${business.tenantId}/${id}`
  world.files.kept.set(key, bytes)
  await database.admin(
    `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by) values ($1, $2, 'plan.pdf', 'application/pdf', $3, $4, 'STORED', $5, 'x')`,
    [business.tenantId, id, bytes.length, sha256Of(bytes), key],
  )
  return { id, key, sha256: sha256Of(bytes) }
}

describe('an export', () => {
  it('is one ZIP with every row once, the files, and a manifest that tells what is in it', async () => {
    ours = await makeBusiness(database, { name: 'Maple' })
    const file = await fileOf(ours, '%PDF-1.7 a plan')
    const names = [
      '=1+2',
      '+49',
      '-3',
      '@sum',
      '\tTab',
      '\rCR',
      '＝１',
      '＋１',
      '－１',
      '＠x',
      'a "quoted", name\nof two lines',
    ]
    const { id: contact } = await ours.contact()
    for (const name of names)
      await database.admin(
        `insert into consents (tenant_id, id, contact_id, channel, state, source, note, created_by) values ($1, $2, $3, 'EMAIL', 'GRANTED', 'MEMBER', $4, 'x')`,
        [ours.tenantId, newId(), contact, name],
      )
    const { id: invoice } = await ours.sentInvoice()
    const { id } = await createExport(ours.as('ADMIN'))
    expect(await now(id)).toMatchObject({ job_id: id, status: 'QUEUED', progress: 0, download_url: null })
    await work(id)
    const ready = await now(id)
    expect(ready).toMatchObject({ status: 'READY', progress: 100, reason: null, size_bytes: archiveOf(id)!.length })
    expect(ready.download_url).toMatch(/^http:\/\/f\.example\/files\/archive\//)
    const archive = readArchive(archiveOf(id)!)
    expect(archive.manifest.business).toMatchObject({ id: ours.tenantId, name: 'Maple', currency: 'CAD' })
    expect(archive.rows('consents')).toHaveLength(names.length)
    expect(archive.rows('invoices')).toMatchObject([
      { id: invoice, status: 'SENT', invoice_number: 'INV-0001', total: 10000 },
    ])
    expect(archive.rows('members').map(({ role }) => role)).toContain('OWNER')
    expect(Buffer.from(archive.members[`files/${file.sha256}`]!).toString()).toBe('%PDF-1.7 a plan')
    // Every cell that a spreadsheet would work out is quoted (CS1).
    const csv = archive.text('csv/consents.csv')
    for (const name of names.slice(0, -1)) expect(csv).toContain(`"'${name}"`)
    expect(csv).toContain('"a ""quoted"", name\nof two lines"')
    expect(archive.rows('audit').length).toBeGreaterThan(3)
    expect(await leftRows(id)).toEqual([])
    expect(world.parts.uploads.size).toBe(0)
  })

  it('asked for twice within a minute is the same, and made once; each role as it may', async () => {
    ours = await makeBusiness(database)
    const [first, second] = [await createExport(ours.as('OWNER')), await createExport(ours.as('ADMIN'))]
    expect(second.id).toBe(first.id)
    expect(
      await database.admin(`select from app.audit where tenant_id = $1 and action = 'export.create'`, [ours.tenantId]),
    ).toHaveLength(1)
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const) {
      await expectRefusal(createExport(ours.as(role)), 'FORBIDDEN')
      await expectRefusal(getExport(ours.as(role), first.id), 'FORBIDDEN')
    }
    const listed = await listExports(ours.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 10 })
    expect(listed.rows.map(({ id }) => id)).toEqual([first.id])
    const stranger = await makeBusiness(database)
    await expectRefusal(getExport(stranger.as('OWNER'), first.id), 'NOT_FOUND')
    expect(await listExports(stranger.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 10 })).toMatchObject({
      rows: [],
    })
  })

  it('has no row, no file and no name of another business', async () => {
    const theirs = await makeBusiness(database, { name: 'canary-of-theirs' })
    await theirs.sentInvoice({ notes: 'canary-of-theirs' })
    await fileOf(theirs, 'canary-of-theirs')
    ours = await makeBusiness(database)
    await ours.sentInvoice()
    const { id } = await createExport(ours.as('OWNER'))
    await work(id)
    const whole = Buffer.from(archiveOf(id)!).toString('latin1')
    expect(whole).not.toContain('canary-of-theirs')
    expect(whole).not.toContain(theirs.tenantId)
  })
})

describe('its link', () => {
  const open = (id: string, user: string) =>
    database.admin<{ open: boolean }>(`select app.open_export($1, $2, $3) as open`, [ours.tenantId, id, user])
  it('ends with the membership, the role and the time', async () => {
    ours = await makeBusiness(database)
    const { id } = await createExport(ours.as('OWNER'))
    await work(id)
    const admin = ours.userIds.ADMIN
    expect(await open(id, admin)).toEqual([{ open: true }])
    expect(await open(id, ours.userIds.STAFF)).toEqual([{ open: false }])
    await database.admin(`update app.memberships set status = 'DISABLED' where user_id = $1`, [admin])
    expect(await open(id, admin)).toEqual([{ open: false }])
    await database.admin(`update exports set expires_at = now() - interval '1 minute' where id = $1`, [id])
    expect(await open(id, ours.userIds.OWNER)).toEqual([{ open: false }])
    expect((await now(id)).download_url).toBeNull()
  })
})

describe('storage that fails', () => {
  it('at any call is tried again until it is READY, with the same snapshot, and nothing is left over (EX1)', async () => {
    ours = await makeBusiness(database)
    // Three parts.
    const files = [...'abc'].map((letter) => letter.repeat(7_000_000))
    for (const text of files) await fileOf(ours, text)
    const { id } = await createExport(ours.as('OWNER'))
    const calls: string[] = []
    const failing = new Set(['begin 0', 'put 1', 'put 2', 'put 3', 'complete 3'])
    world.parts.puts = 0
    world.parts.before = (call, no) => {
      calls.push(`${call} ${no}`)
      if (failing.delete(`${call} ${no}`)) throw new Error(`R2 is away at ${call} ${no}`)
    }
    for (let attempt = 0; attempt < 5; attempt++) {
      await work(id)
      expect(archiveOf(id) === undefined || attempt === 4).toBe(true)
      expect((await now(id)).status).toBe('RUNNING')
      await ours.contact({ display_name: 'Came later' })
      await again(id)
    }
    await work(id)
    world.parts.before = () => {}
    expect((await now(id)).status).toBe('READY')
    // No part was sent twice; completing was not asked again for what was there.
    expect(world.parts.puts).toBe(3)
    expect(calls.filter((call) => call === 'complete 3')).toHaveLength(1)
    expect(readArchive(archiveOf(id)!).rows('contacts')).toEqual([])
    expect([world.parts.uploads.size, await leftRows(id)]).toEqual([0, []])
  })

  it('for good is FAILED with the reason, and no part of it is left', async () => {
    ours = await makeBusiness(database)
    const { id } = await createExport(ours.as('OWNER'))
    world.parts.before = (call) => {
      if (call === 'put') throw new Error('R2 is away')
    }
    await database.admin(`update app.jobs set attempts = 8 where key = $1`, [keyOf(id)])
    await work(id)
    world.parts.before = () => {}
    expect(await now(id)).toMatchObject({
      status: 'FAILED',
      reason: 'The archive could not be stored',
      download_url: null,
    })
    expect([archiveOf(id), world.parts.uploads.size, await leftRows(id)]).toEqual([undefined, 0, []])
  })

  it('whose file changed or went since is another archive: the upload begins anew', async () => {
    ours = await makeBusiness(database)
    const kept = await fileOf(ours, 'a'.repeat(9_000_000))
    const { id } = await createExport(ours.as('OWNER'))
    world.parts.before = (call, no) => {
      if (call === 'put' && no === 2) throw new Error('R2 is away')
    }
    await work(id)
    world.parts.before = () => {}
    world.files.kept.delete(kept.key)
    await again(id)
    await work(id)
    const archive = readArchive(archiveOf(id)!)
    expect(archive.manifest.missing).toEqual([`files/${kept.sha256}`])
    expect(world.parts.uploads.size).toBe(0)
  })
})

it('every table of a business is in the archive or left out with a reason, and no secret stands in either', async () => {
  const tables = await database.admin<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where column_name = 'tenant_id' and table_schema in ('app', 'public') and table_type = 'BASE TABLE' order by 1`,
  )
  const inIt = await database.admin<{ of_table: string }>(`select of_table from app.archive_entities()`)
  const exported = inIt.map(({ of_table }) => of_table)
  const isKnown = (name: string) => exported.includes(name) !== name in LEFT_OUT
  expect(tables.map(({ name }) => name).filter((name) => !isKnown(name))).toEqual([])
})

it('when a business was closed, and whom it lets see its drafts, stands in no archive and is printed on no document', async () => {
  const here = await database.admin<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = 'app.tenants'::regclass and attnum > 0 and attname ~ '^(clos|reopen|kept_until|remov|review)'`,
  )
  expect(here.length).toBeGreaterThan(8)
  const [kept] = await database.admin<{ archived: string[]; printed: string[] }>(
    `with t as materialized (select set_config('app.tenant', $1, true) as id)
     select app.archive_columns('business') as archived, array(select jsonb_object_keys(app.printed_parties(null)->'business')) as printed from t`,
    [ours.tenantId],
  )
  expect(kept!.printed).toContain('name')
  for (const { name } of here) expect([...kept!.archived, ...kept!.printed]).not.toContain(name)
})

describe('a business that is exported by itself', () => {
  const at = (instant: string | null) =>
    database.admin(
      `insert into app.clock (shift) values (coalesce($1::timestamptz - now(), interval '0')) on conflict (id) do update set shift = excluded.shift`,
      [instant],
    )
  const made = () =>
    database.admin<{ kind: string; bucket: string }>(
      `select kind, bucket from exports where tenant_id = $1 order by bucket`,
      [ours.tenantId],
    )
  const night = () => beginExports(world.context.system)
  afterEach(() => at(null))

  it('is so once a night where it is, as long as somebody wishes it (C-39, IN11)', async () => {
    ours = await makeBusiness(database, { timezone: 'Asia/Tokyo' })
    await at('2031-03-04T10:00:00Z')
    await expectRefusal(updateExportSchedule(ours.as('STAFF'), { every: 'DAY' }), 'FORBIDDEN')
    const rule = presentExportSchedule(await updateExportSchedule(ours.as('ADMIN'), { every: 'DAY' }))
    expect(rule).toMatchObject({ every: 'DAY', next_at: '2031-03-04T18:00:00.000Z', allowed_actions: ['schedule'] })
    await night()
    expect(await made()).toEqual([])
    await at('2031-03-04T18:00:30Z')
    // A cron that ran twice, and twice at once.
    await Promise.all([night(), night()])
    await night()
    expect(await made()).toEqual([{ kind: 'PERIODIC', bucket: 'day:2031-03-05' }])
    // Three days without a cron are one export, not three.
    await at('2031-03-08T01:00:00Z')
    await night()
    await night()
    expect((await made()).map(({ bucket }) => bucket)).toEqual(['day:2031-03-05', 'day:2031-03-08'])
    const jobs = await database.admin<{ key: string }>(
      `select key from app.jobs where tenant_id = $1 and type = 'ARCHIVE_EXPORT'`,
      [ours.tenantId],
    )
    expect(jobs).toHaveLength(2)
    await work(jobs[0]!.key.slice('export:'.length))
    expect(
      (await listExports(ours.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 10 })).rows
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['QUEUED', 'READY'])
    await expectRefusal(updateExportSchedule(ours.as('OWNER'), { every: 'NEVER', if_match_version: 1 }), 'CONFLICT')
    await updateExportSchedule(ours.as('OWNER'), { every: 'NEVER', if_match_version: 2 })
    await at('2031-04-08T01:00:00Z')
    await night()
    expect(await made()).toHaveLength(2)
  })

  it.each([
    ['WEEK', '2031-03-09T18:00:00.000Z'],
    ['MONTH', '2031-03-31T18:00:00.000Z'],
  ] as const)('each %s at its beginning', async (every, next_at) => {
    ours = await makeBusiness(database, { timezone: 'Asia/Tokyo' })
    await at('2031-03-04T10:00:00Z')
    expect(presentExportSchedule(await updateExportSchedule(ours.as('OWNER'), { every }))).toMatchObject({ next_at })
    expect(presentExportSchedule(await getExportSchedule(ours.as('OWNER')))).toMatchObject({ every, next_at })
  })
})
