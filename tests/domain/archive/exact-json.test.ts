import { expect, it } from 'vitest'
import { parseExactly } from '../../../core/domain/archive/exact-json.ts'
import { Figures } from '../../../core/domain/archive/figures.ts'
import { renamedRow } from '../../../core/domain/archive/renamed.ts'

it.each([
  '{"qty":9007199254740993,"rate":-9223372036854775807,"more":{"a":[1.10,0.1234567890123456789,1e400]}}',
  '{"qty":9007199254740992,"rate":1.5,"text":"9007199254740993 and 1.10"}',
  '[1.0]',
])('what %s says is written again as it was read, with its ids renamed, too', (text) => {
  expect(JSON.stringify(parseExactly(text))).toBe(text)
  if (text.startsWith('{'))
    expect(JSON.stringify(renamedRow(parseExactly(text) as Record<string, unknown>, (id) => id))).toBe(text)
})

it('adds up what no number holds', () => {
  const figures = new Figures()
  const row = parseExactly('{"currency":"CAD","amount":9007199254740993}') as Record<string, unknown>
  figures.addRows('payments', [row, row])
  expect(figures.all()[0]?.value).toBe(18014398509481986n)
})

it('is refused where JSON is', () => {
  expect(() => parseExactly('{"a":12345678901234567890')).toThrow(SyntaxError)
})
