import Papa from 'papaparse'
import { expect, it } from 'vitest'
import type { ArchiveColumn } from '../../../core/domain/archive/columns.ts'
import { csvHeader, csvWriter } from '../../../core/domain/archive/csv.ts'
import { recordText } from '../../support/record-text.ts'

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const MARKS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '\t',
  '\r',
  '\n',
  '"',
  ',',
  ' ',
  '\ufeff',
  "'",
  ';',
  'a',
  '1',
  'é',
  '😀',
]
const CELLS: unknown[] = [
  ...['', ...MARKS].flatMap((first) => ['', ...MARKS].flatMap((second) => [`${first}${second}`, `${first}a${second}`])),
  ...[null, undefined, 0, -1, 1.5, 9007199254740991, true, false, [], ['=1', 'a,b'], {}, { 'a"b': '=1' }],
]

const KINDS: Record<string, ArchiveColumn['kind']> = { string: 'text', number: 'number', boolean: 'boolean' }
/** As PostgreSQL writes a value. */
const written = (cell: unknown) => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

it('writes what another program writes of the same cells, and none of them is a formula (CS1)', () => {
  const names = ['first', 'second', 'third', 'missing']
  const told = (cell: unknown) => (typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell)
  const cells = CELLS.map((cell) => [told(cell), 'x', told(cell), undefined])
  const expected = `${Papa.unparse([names, ...cells], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
  const columnsOf = (cell: unknown) =>
    names.map((name) => ({ name, kind: name === 'second' ? 'text' : (KINDS[typeof cell] ?? 'json') }) as const)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const lines = CELLS.map((cell) => {
    const text = recordText([[written(cell), 'x', written(cell), null]])
    return decoder.decode(csvWriter(columnsOf(cell))(text))
  })
  expect(`${decoder.decode(csvHeader(columnsOf('')))}${lines.join('')}`).toBe(`\ufeff${expected}`)
  const read = Papa.parse<string[]>(expected, { skipEmptyLines: true }).data.flat()
  expect(read.filter((cell) => FORMULA.test(cell) && Number.isNaN(Number(cell)))).toEqual([])
})

it('writes instants as JSON has them, and backslashes once', () => {
  const columns = [
    { name: 'at', kind: 'instant' },
    { name: 'path', kind: 'text' },
    { name: 'more', kind: 'json' },
  ] as const
  const write = csvWriter(columns)
  const text = recordText([
    ['2026-01-31 08:00:00.5+00', 'C:\\new\\"x"', '{"a": "b\\n"}'],
    [null, 'C:\\', null],
  ])
  expect(new TextDecoder().decode(write(text))).toBe(
    '2026-01-31T08:00:00.5+00:00,"C:\\new\\""x""","{""a"": ""b\\n""}"\r\n,C:\\,\r\n',
  )
  expect(write(new Uint8Array())).toHaveLength(0)
})
