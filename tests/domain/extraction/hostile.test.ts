import { expect, it } from 'vitest'
import { ExtractInput } from '../../../core/contract/extraction.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readMessage } from '../../../core/domain/extraction/message.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'

const LENGTH = 20_000
const MS_MAX = 400
const UNITS = [
  ' ',
  'a',
  '1',
  '-',
  '1 ',
  'next week ',
  'in ',
  '$',
  '$ ',
  '1/',
  '( ',
  '(',
  '+',
  'a@',
  'the ',
  '.',
  'friday ',
  '1,',
  '1.',
  'two ',
  'and ',
  'hundred ',
  'can you ',
  'a b',
  '12-',
  '\n',
  'total ',
  'Ann Ann ',
  '1 day ',
  'straße 1 ',
  'rue ',
  'invoice ',
]
/** Of this process: a busy machine makes the clock on the wall say anything. */
const cpuMs = (since: NodeJS.CpuUsage) => process.cpuUsage(since).user / 1000
const at = { received: '2026-11-27T12:00:00', country: 'US' }

// RE1: nothing takes long, whatever is repeated behind whatever begins something.
it.each(['', 'the', 'next week', 'in', 'friday', '$', 'Calle', 'this is', 'send'])(
  'what begins with %j and goes on and on is read at once',
  (begin) => {
    for (const unit of UNITS) {
      const lines = linesOf(begin + unit.repeat(Math.ceil(LENGTH / unit.length)))
      const started = process.cpuUsage()
      readMessage(lines, at)
      readReceipt(lines, at)
      expect(cpuMs(started), JSON.stringify(begin + unit)).toBeLessThan(MS_MAX)
    }
  },
)

it('RE1 lines are no more than a text together', () => {
  const sized = (count: number, length: number) =>
    ExtractInput.safeParse({
      kind: 'receipt',
      lines: Array.from({ length: count }, () => ({ text: 'a'.repeat(length) })),
    })
  expect(sized(600, 200).success).toBe(true)
  expect(sized(2_000, 61).error?.issues).toMatchObject([{ path: ['lines'] }])
})

it('each place is one of the text', () => {
  const lines = linesOf(
    'Hi, Jane here 👩‍🔧\r\nCall +1 416 555 0199 on 3 May, I owe you $12.50\n> On Monday you wrote: 99 USD',
  )
  const { fields } = readMessage(lines, at)
  for (const { span } of Object.values(fields)) expect(lines[span.line]?.text.slice(span.start, span.end)).toBeTruthy()
  expect(Object.entries(fields).map(([name, { value }]) => `${name} ${value}`)).toEqual([
    'phone +14165550199',
    'date 2027-05-03',
    'amount 12.50',
    'name Jane',
  ])
})
