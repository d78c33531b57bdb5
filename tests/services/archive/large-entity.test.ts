import { beforeAll, expect, it } from 'vitest'
import { createExport } from '../../../core/services/exports/create.ts'
import { archiveKey } from '../../../core/services/exports/internal.ts'
import { readArchive } from '../../support/archives.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
})

const ROWS = 3_000

it('a table of which more comes than is kept between its two members is asked for again, and whole in both', async () => {
  const ours = await makeBusiness(database)
  // What does not pack well: more than five MiB of it.
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, notes, created_by)
     select $1, gen_random_uuid(), 'CUSTOMER', 'Person é ' || n, (select string_agg(md5(n::text || k), '') from generate_series(1, 100) k), 'x' from generate_series(1, $2::int) n`,
    [ours.tenantId, ROWS],
  )
  const { id } = await createExport(ours.as('OWNER'))
  await world.work([{ tenant_id: ours.tenantId, key: `export:${id}` }])
  const archive = readArchive(world.files.kept.get(archiveKey(ours.tenantId, id))!)
  const ids = archive.rows('contacts').map((row) => row.id)
  expect(new Set(ids).size).toBe(ROWS)
  expect(ids).toEqual([...ids].sort())
  const [header, ...lines] = archive.text('csv/contacts.csv').trimEnd().split('\r\n')
  const at = header!.split(',').indexOf('id')
  expect(lines.map((line) => line.replace('\ufeff', '').split(',')[at])).toEqual(ids)
  expect(lines.every((line) => line.includes('Person é '))).toBe(true)
})
