import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ArchiveColumn } from '../../../core/domain/archive/columns.ts'
import { ndjsonWriter } from '../../../core/domain/archive/ndjson.ts'
import { recordText } from '../../support/record-text.ts'

const utf8 = new TextEncoder()
const read = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const columns: ArchiveColumn[] = [
  { name: 'id', kind: 'plain' },
  { name: 'a "name"', kind: 'text' },
  { name: 'total', kind: 'number' },
  { name: 'is_so', kind: 'boolean' },
  { name: 'at', kind: 'instant' },
  { name: 'more', kind: 'json' },
  { name: 'last', kind: 'text' },
]

/** Every character that needs care, often. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'"\\(),\n\r\t\b\f\v {}[]:\u0001\u001f\u007f\ufeffé＝😀\u2028'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
})
// No byte of 0 is in a text of PostgreSQL.
const kept = text.filter((value) => !value.includes('\0') && value.isWellFormed())
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

it('writes every row as JSON that reads as what it was, numbers digit by digit', () => {
  const row = fc.record({
    id: fc.uuid(),
    name: maybe(kept),
    total: maybe(fc.bigInt(-(10n ** 20n), 10n ** 20n)),
    isSo: maybe(fc.boolean()),
    more: maybe(fc.jsonValue()),
    last: maybe(kept),
  })
  const write = ndjsonWriter(columns)
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const records = rows.map(({ id, name, total, isSo, more, last }) => [
        id,
        name,
        total === null ? null : `${total}.000000000000000001`,
        isSo === null ? null : isSo ? 't' : 'f',
        '2026-01-31 08:00:00.123+00',
        more === null ? null : JSON.stringify(more).replaceAll('\\u0000', ''),
        last,
      ])
      const lines = read(write(recordText(records))).split('\n')
      expect(lines.pop()).toBe('')
      expect(lines).toHaveLength(rows.length)
      for (const [index, line] of lines.entries()) {
        const { id, name, total, isSo, last } = rows[index]!
        const json = JSON.parse(line)
        expect(json).toMatchObject({ id, 'a "name"': name, is_so: isSo, at: '2026-01-31T08:00:00.123+00:00', last })
        expect(json.more).toEqual(records[index]![5] == null ? null : JSON.parse(records[index]![5]!))
        expect(line).toContain(`"total":${total === null ? null : `${total}.000000000000000001`},`)
      }
    }),
  )
})

it('leaves what no clock shows as it is', () => {
  const write = ndjsonWriter([{ name: 'at', kind: 'instant' }])
  const instants = [
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '2026-01-31 08:00:00+05:30',
    '2026-01-31 08:00:00+00',
  ]
  expect(
    read(write(recordText(instants.map((at) => [at]))))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).at),
  ).toEqual([...instants.slice(0, -1), '2026-01-31T08:00:00+00:00'])
})

it.each(['(a,b', '(a)\n', '(a,b,c)\n', 'a,b)\n', '(a,"b)\n', '(a,"b"x)\n', '(a,b)', '(a,b)\n(', '(a,"b\\x")\n'])(
  'is told that %j is no chunk of two columns, and never waits for its end',
  (damaged) => {
    const write = ndjsonWriter([
      { name: 'a', kind: 'text' },
      { name: 'b', kind: 'text' },
    ])
    expect(() => write(utf8.encode(damaged))).toThrow('damaged')
  },
)
