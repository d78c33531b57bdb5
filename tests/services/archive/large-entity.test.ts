import { beforeAll, expect, it } from 'vitest'
import { createExport } from '../../../core/services/exports/create.ts'
import { archiveKey } from '../../../core/services/exports/internal.ts'
import { readArchive } from '../../support/archives.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
})

const ROWS = 3_000
const BYTES = 3_300 * ROWS
const SHORT_ROWS = 5_000
/** So many bytes come with one trip. */
const TRIP_BYTES = 1024 * 1024

async function fill(ours: TestBusiness, rows: number, notes: string) {
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, notes, created_by)
     select $1, gen_random_uuid(), 'CUSTOMER', 'Person é ' || n, ${notes}, 'x' from generate_series(1, $2::int) n`,
    [ours.tenantId, rows],
  )
}

async function exported(ours: TestBusiness) {
  await database.admin(`update exports set bucket = id::text where tenant_id = $1`, [ours.tenantId])
  const { id } = await createExport(ours.as('OWNER'))
  await world.work([{ tenant_id: ours.tenantId, key: `export:${id}` }])
  return world.files.kept.get(archiveKey(ours.tenantId, id))!
}

it('a table of which more comes than is kept between its two members is asked for again, and whole in both', async () => {
  const ours = await makeBusiness(database)
  await fill(ours, ROWS, `(select string_agg(md5(n::text || k), '') from generate_series(1, 100) k)`)
  const before = world.meter.trips
  const archive = readArchive(await exported(ours))
  const ids = archive.rows('contacts').map((row) => row.id)
  expect(new Set(ids).size).toBe(ROWS)
  expect(ids).toEqual([...ids].sort())
  const [header, ...lines] = archive.text('csv/contacts.csv').trimEnd().split('\r\n')
  const at = header!.split(',').indexOf('id')
  expect(lines.map((line) => line.replace('\ufeff', '').split(',')[at])).toEqual(ids)
  expect(lines.every((line) => line.includes('Person é '))).toBe(true)
  // Twice through what is large, once through what is small, and what an export asks for anyway.
  const entities = archive.manifest.members.filter(({ name, rows }) => name.startsWith('data/') && rows).length
  expect(world.meter.trips - before).toBeLessThan((2 * BYTES) / TRIP_BYTES + entities + 15)
})

it('of short rows, little travels: less than half of the JSON that is made of them, in few chunks', async () => {
  const ours = await makeBusiness(database)
  await fill(ours, SHORT_ROWS, `'Short'`)
  const archive = readArchive(await exported(ours))
  const [told] = await database.admin<{ rows: number; bytes: number; chunks: number }>(
    `select e.* from exports x, jsonb_to_recordset(x.entities) e (name text, rows int, bytes int, chunks int) where tenant_id = $1 and e.name = 'contacts'`,
    [ours.tenantId],
  )
  const { bytes } = archive.manifest.members.find(({ name }) => name === 'data/contacts.ndjson')!
  expect(archive.rows('contacts')).toHaveLength(SHORT_ROWS)
  expect(told).toMatchObject({ rows: SHORT_ROWS })
  expect(told!.bytes / bytes).toBeLessThan(0.5)
  // Half a thousand to a chunk at first, more as soon as they are known to be short.
  expect(told!.chunks).toBeLessThan((0.8 * SHORT_ROWS) / 500)
})
