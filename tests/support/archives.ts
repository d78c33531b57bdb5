import { strFromU8, strToU8, unzipSync } from 'fflate'
import { Manifest } from '../../core/contract/archive.ts'
import { archiveFormat } from '../../workers/adapters/archive/format.ts'
import { sha256Of } from './fake-files.ts'

export interface ReadArchive {
  manifest: Manifest
  /** Every member by its name, as another program unpacks it. */
  members: Record<string, Uint8Array>
  rows(entity: string): Record<string, unknown>[]
  text(name: string): string
}

/** Unpacks an archive; throws where the manifest does not say what is in it. */
export function readArchive(bytes: Uint8Array): ReadArchive {
  const members = unzipSync(bytes)
  const text = (name: string) => strFromU8(members[name] ?? new Uint8Array())
  const manifest = Manifest.parse(JSON.parse(text('manifest.json')))
  const told = manifest.members.map(({ name }) => name)
  const there = Object.keys(members).filter((name) => name !== 'manifest.json')
  if (told.join() !== there.join()) throw new Error(`${told} is not ${there}`)
  for (const { name, bytes: size, sha256 } of manifest.members)
    if (members[name]!.length !== size || sha256Of(members[name]!) !== sha256) throw new Error(`${name} is another`)
  const rows = (entity: string) =>
    text(`data/${entity}.ndjson`)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { manifest, members, rows, text }
}

type Members = Record<string, Uint8Array>

/** Members as an archive of ours, whatever its manifest says of them; `again`: those that stand in it twice. */
export async function packed(members: Members, again: readonly string[] = []): Promise<Uint8Array> {
  const names = [...Object.keys(members), ...again]
  const input = (async function* () {
    for (const name of names) yield { name, input: pieces(members[name]!) }
  })()
  const written: Uint8Array[] = []
  for await (const piece of archiveFormat.zip(input, new Date(0))) written.push(piece.slice())
  return new Uint8Array(Buffer.concat(written))
}

async function* pieces(bytes: Uint8Array) {
  yield bytes
}

export const without = (members: Members, name: string): Members =>
  Object.fromEntries(Object.entries(members).filter(([one]) => one !== name))

/** The manifest says something else. */
export function retell(members: Members, more: object): void {
  const manifest = JSON.parse(strFromU8(members['manifest.json']!))
  members['manifest.json'] = strToU8(JSON.stringify({ ...manifest, ...more }))
}

/** The manifest says what is in it, as somebody would who edits an archive with care. */
export function retold(members: Members): Members {
  const manifest = JSON.parse(strFromU8(members['manifest.json']!)) as Manifest
  for (const member of manifest.members) {
    const bytes = members[member.name]!
    Object.assign(member, { bytes: bytes.length, sha256: sha256Of(bytes) })
    if (member.rows !== undefined && member.name.startsWith('data/'))
      member.rows = bytes.filter((byte) => byte === 10).length
  }
  return { ...members, 'manifest.json': strToU8(JSON.stringify(manifest)) }
}
