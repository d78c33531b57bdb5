import { beforeAll, expect, it } from 'vitest'
import { createExport } from '../../../core/services/exports/create.ts'
import { archiveKey } from '../../../core/services/exports/internal.ts'
import { readArchive } from '../../support/archives.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fillEverything } from '../../support/every-state.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
})

/** Its members are no table's, and its history and its own row were written to since. */
const OTHERS = ['business', 'members', 'audit']

it('a line of an archive is the JSON that PostgreSQL makes of the row, whatever stands in it', async () => {
  const ours = await makeBusiness(database)
  await fillEverything(database, world, ours)
  const texts = [
    '',
    ' ',
    '"',
    '\\',
    '\\"',
    '(a,b)',
    ',',
    '\n',
    '\r\n\t',
    '\u0001\u001f\u007f',
    'é😀＝1',
    '\u2028',
    'null',
    '\\N',
    '{}',
    'a\\',
  ]
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, notes, tags, created_by)
     select $1, gen_random_uuid(), 'CUSTOMER', 'Person', t, array[t, null], 'x' from unnest($2::text[]) t`,
    [ours.tenantId, texts],
  )
  await database.admin(
    `update invoices set snapshot = jsonb_build_object('notes', $2::text[], 'much', 9007199254740993.000001) where tenant_id = $1`,
    [ours.tenantId, texts],
  )
  const { id } = await createExport(ours.as('OWNER'))
  await world.work([{ tenant_id: ours.tenantId, key: `export:${id}` }])
  const archive = readArchive(world.files.kept.get(archiveKey(ours.tenantId, id))!)
  const entities = await database.admin<{ name: string; of_table: string; columns: string[] }>(
    `select name, of_table, app.archive_columns(name) as columns from app.archive_entities() where not name = any ($1)`,
    [OTHERS],
  )
  for (const { name, of_table, columns } of entities) {
    const source = name === 'messages' ? '(select m.*, html_key is not null as _html from messages m)' : of_table
    const rows = await database.admin<{ row: string }>(
      `select row_to_json(x)::text as row from (select ${columns.join()} from ${source} t where tenant_id = $1) x, set_config('TimeZone', 'UTC', true)`,
      [ours.tenantId],
    )
    expect(archive.text(`data/${name}.ndjson`).split('\n').filter(Boolean).sort(), name).toEqual(
      rows.map(({ row }) => row).sort(),
    )
  }
  expect(archive.rows('contacts').map(({ notes }) => notes)).toEqual(expect.arrayContaining(texts))
})
