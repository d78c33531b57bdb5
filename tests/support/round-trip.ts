import { newId } from '../../core/db/ids.ts'
import { renamedRow, renamer } from '../../core/domain/archive/renamed.ts'
import { createExport } from '../../core/services/exports/create.ts'
import { archiveKey } from '../../core/services/exports/internal.ts'
import { createImport } from '../../core/services/imports/create.ts'
import { getImport } from '../../core/services/imports/list.ts'
import type { ReadArchive } from './archives.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import { sha256Of } from './fake-files.ts'
import type { StripeWorld } from './stripe-world.ts'

type Who = Pick<TestBusiness, 'tenantId' | 'as'>

/** Exports and imports as their jobs do it, without a server between. */
export function roundTrip(database: TestDatabase, world: StripeWorld) {
  const work = (tenantId: string, key: string) => world.work([{ tenant_id: tenantId, key }])
  const isWaiting = async (key: string) =>
    (await database.admin(`select from app.jobs where key = $1 and state = 'QUEUED' and run_at <= app.now()`, [key]))
      .length > 0

  /** The archive of a business, as it is now. */
  async function exported(business: Who): Promise<Uint8Array> {
    await database.admin(`update exports set bucket = id::text where tenant_id = $1`, [business.tenantId])
    const { id } = await createExport(business.as('OWNER'))
    await work(business.tenantId, `export:${id}`)
    const bytes = world.files.kept.get(archiveKey(business.tenantId, id))
    if (!bytes) throw new Error('it was not exported')
    return bytes
  }

  /** An archive as a file of a business that is to be filled. */
  async function sent(business: Who, bytes: Uint8Array): Promise<string> {
    const id = newId()
    const key = `tenant/${business.tenantId}/${id}`
    world.files.kept.set(key, bytes)
    await database.admin(
      `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by) values ($1, $2, 'archive.zip', 'application/zip', $3, $4, 'STORED', $5, 'x')`,
      [business.tenantId, id, bytes.length, sha256Of(bytes), key],
    )
    return id
  }

  async function begun(business: Who, bytes: Uint8Array): Promise<string> {
    return (await createImport(business.as('OWNER'), { file_id: await sent(business, bytes) })).id
  }

  /** Filled, or refused; what the import says of itself at its end. */
  async function imported(business: Who, bytes: Uint8Array) {
    const id = await begun(business, bytes)
    return finished(business, id)
  }

  async function finished(business: Who, id: string) {
    for (let visits = 0; visits < 50 && (await isWaiting(`import:${id}`)); visits++)
      await work(business.tenantId, `import:${id}`)
    return getImport(business.as('OWNER'), id)
  }

  return { exported, sent, begun, imported, finished }
}

/** Rows of the archive that an import made anew, and what it changes on purpose. */
const OWN = ['members', 'audit', 'exports']

/** Where a second archive is another than the first, but for ids and times of its own. */
export function differences(first: ReadArchive, second: ReadArchive, importId: string): string[] {
  const rename = renamer(importId)
  const names = first.manifest.members.map(({ name }) => name).filter((name) => name.startsWith('data/'))
  const said: string[] = []
  for (const name of names) {
    const entity = name.slice('data/'.length, -'.ndjson'.length)
    if (OWN.includes(entity)) continue
    const wanted = first
      .rows(entity)
      .map((row) => JSON.stringify(changed(entity, renamedRow(row, rename))))
      .sort()
    const got = second
      .rows(entity)
      .filter((row) => row.file_name !== 'archive.zip')
      .map((row) => JSON.stringify(row))
      .sort()
    if (wanted.length !== got.length) said.push(`${entity}: ${got.length} rows of ${wanted.length}`)
    const at = wanted.findIndex((row, index) => row !== got[index])
    if (at >= 0 && wanted.length === got.length) said.push(`${entity}: ${got[at]} is not ${wanted[at]}`)
  }
  const contents = (archive: ReadArchive) =>
    Object.keys(archive.members)
      .filter((name) => /^(files|papers|letters)\//.test(name))
      .map((name) => sha256Of(archive.members[name]!))
      .sort()
  if (
    contents(first).join() !==
    contents(second)
      .filter((sha) => !archiveItself(second, sha))
      .join()
  )
    said.push('contents')
  return said
}

const archiveItself = (archive: ReadArchive, sha256: string) =>
  archive.rows('files').some((row) => row.file_name === 'archive.zip' && row.sha256 === sha256)

/** Nothing goes on by itself because of an import. */
const STOPPED: Record<string, Record<string, string>> = {
  recurring_invoices: { ACTIVE: 'PAUSED' },
  refund_requests: { OPEN: 'LOST' },
  outbound: { QUEUED: 'CANCELED' },
}

function changed(entity: string, row: Record<string, unknown>): Record<string, unknown> {
  const status = STOPPED[entity]?.[String(row.status)]
  return status ? { ...row, status } : row
}
