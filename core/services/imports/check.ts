import type { Manifest } from '../../contract/archive.ts'
import { BadZip } from '../../domain/archive/zip-directory.ts'
import type { ArchiveFormat } from '../exports/ports.ts'
import type { Archive } from './archive.ts'
import { allRows, rowsFrom } from './rows.ts'

export interface Entity {
  name: string
  columns: readonly string[]
  /** Some of its columns are filled when everything else is there. */
  late: boolean
}

/** Looks at a whole archive before anything of it is used: nothing is missing, changed, unknown or of another business. */
export async function checkArchive(
  archive: Archive,
  format: ArchiveFormat,
  entities: readonly Entity[],
): Promise<void> {
  const manifest = await archive.manifest()
  const told = [...manifest.members.map(({ name }) => name), 'manifest.json']
  const there = [...archive.entries.keys()]
  const strange = there.find((name) => !told.includes(name)) ?? told.find((name) => !archive.entries.has(name))
  if (strange || told.length !== there.length)
    throw new BadZip(`${strange ?? 'a member'} is not what the manifest says`)
  for (const { name } of entities) archive.entry(`data/${name}.ndjson`)
  const known = new Set(entities.map(({ name }) => `data/${name}.ndjson`))
  const unknown = there.find((name) => name.startsWith('data/') && !known.has(name))
  if (unknown) throw new BadZip(`${unknown} is nothing that is known here`)
  for (const member of manifest.members) await checkMember(archive, format, member)
  for (const entity of entities) await checkRows(archive, entity, manifest)
  if ((await allRows(archive, 'business')).length !== 1) throw new BadZip('data/business.ndjson is not one business')
}

async function checkMember(
  archive: Archive,
  format: ArchiveFormat,
  member: Manifest['members'][number],
): Promise<void> {
  const hash = format.hash()
  let bytes = 0
  for await (const piece of await archive.stream(member.name)) {
    hash.update(piece)
    bytes += piece.length
  }
  if (bytes !== member.bytes || hash.hex() !== member.sha256)
    throw new BadZip(`${member.name} is not what the manifest says: it was cut short or edited`)
}

async function checkRows(archive: Archive, { name, columns }: Entity, manifest: Manifest): Promise<void> {
  const known = new Set(columns)
  const member = `data/${name}.ndjson`
  let count = 0
  for (let offset = 0; ; ) {
    const { rows, next } = await rowsFrom(archive, name, offset)
    if (rows.length === 0) break
    for (const [index, row] of rows.entries()) {
      const strange = Object.keys(row).find((key) => !known.has(key))
      if (strange)
        throw new BadZip(`${member}, row ${count + index + 1}: ${strange.slice(0, 60)} does not belong there`)
    }
    count += rows.length
    offset = next
  }
  if (count !== manifest.members.find((one) => one.name === member)?.rows)
    throw new BadZip(`${member} has another number of rows than the manifest says`)
}
