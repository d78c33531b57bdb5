import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { archiveFormat } from '../../../workers/adapters/archive/format.ts'

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

it('writes what another program writes of the same cells, and none of them is a formula (CS1)', () => {
  const rows = CELLS.map((cell) => ({ first: cell, second: 'x', third: cell }))
  const columns = ['first', 'second', 'third', 'missing']
  const told = (cell: unknown) => (typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell)
  const cells = CELLS.map((cell) => [told(cell), 'x', told(cell), undefined])
  const expected = `${Papa.unparse([columns, ...cells], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
  expect(archiveFormat.csv(columns, rows, true)).toBe(expected)
  expect(archiveFormat.csv(columns, [], false)).toBe('')
  const read = Papa.parse<string[]>(expected, { skipEmptyLines: true }).data.flat()
  expect(read.filter((cell) => FORMULA.test(cell) && Number.isNaN(Number(cell)))).toEqual([])
})
