import { strFromU8, unzipSync } from 'fflate'
import { Manifest } from '../../core/contract/archive.ts'
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
