import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { END_BYTES, readDirectory, readEnd } from '../../../core/domain/archive/zip-directory.ts'
import { zip } from '../../../workers/adapters/archive/zip.ts'

const AT = new Date('2026-01-31T08:00:01Z')

async function zipOf(members: Iterable<[name: string, ...pieces: string[]]>, at = AT): Promise<Uint8Array> {
  const input = (async function* () {
    for (const [name, ...pieces] of members)
      yield {
        name,
        input: (async function* () {
          for (const piece of pieces) yield new TextEncoder().encode(piece)
        })(),
      }
  })()
  const written: Uint8Array[] = []
  for await (const piece of zip(input, at)) written.push(piece.slice())
  return Buffer.concat(written)
}

it('is what another program unpacks and what an import reads; the same twice', async () => {
  const members: [string, ...string[]][] = [
    ['README.txt', 'read ', 'me'],
    ['data/contacts.ndjson'],
    ['csv/contacts.csv', 'é'.repeat(70_000)],
  ]
  const bytes = await zipOf(members)
  const read = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)])
  expect(read).toEqual(members.map(([name, ...pieces]) => [name, pieces.join('')]))
  const { from, bytes: size, count } = readEnd(bytes.subarray(-END_BYTES), bytes.length)
  expect(readDirectory(bytes.subarray(from, from + size), count, from).map(({ name }) => name)).toEqual(
    members.map(([name]) => name),
  )
  expect(await zipOf(members)).toEqual(bytes)
  expect(await zipOf(members, new Date('2026-02-01T08:00:01Z'))).not.toEqual(bytes)
})

it('has more members than a number of sixteen bits counts', async () => {
  const names = Array.from({ length: 65_536 }, (_, index) => `files/${index}`)
  const read = unzipSync(await zipOf(names.map((name) => [name, name])))
  expect(Object.keys(read)).toHaveLength(names.length)
  expect(strFromU8(read['files/65535']!)).toBe('files/65535')
})
