import { describe, expect, it, vi } from 'vitest'
import { deviceName } from '../../../web/models/account.ts'
import { isReadableBehindWords } from '../../../web/models/contrast.ts'
import { entriesOf, entryOf } from '../../../web/models/document-activity.ts'
import { mainFigure } from '../../../web/models/home.ts'
import { INVOICE_WORDS } from '../../../web/models/invoice-activity.ts'
import { readEvents } from '../../../web/models/live.ts'
import { findMatch } from '../../../web/models/palette.ts'
import { dayChoice, daysOf } from '../../../web/models/payment-days.ts'
import { excessOver } from '../../../web/models/payments.ts'
import { QUOTE_WORDS } from '../../../web/models/quote-activity.ts'
import { forgetRetryKey, retryKeyFor } from '../../../web/models/retry-keys.ts'
import { nameOf } from '../../../web/pages/documents/editor/summary.tsx'
import { insideOnly } from '../../../web/pages/gate/login.tsx'
import { greeting } from '../../../web/pages/home/home.tsx'
import { invoiceOf, summaries } from '../support/maple.ts'

describe('retry keys', () => {
  it('stay the same until the request has been answered', () => {
    const first = retryKeyFor('/v1/payments', '{"a":1}')
    expect(retryKeyFor('/v1/payments', '{"a":1}')).toBe(first)
    expect(retryKeyFor('/v1/payments', '{"a":2}')).not.toBe(first)
    forgetRetryKey('/v1/payments', '{"a":1}')
    expect(retryKeyFor('/v1/payments', '{"a":1}')).not.toBe(first)
  })
})

const streamOf = (chunks: string[]) =>
  new ReadableStream<string>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

describe('live events', () => {
  const heard = async (...chunks: string[]) => {
    const kinds: string[] = []
    await readEvents(streamOf(chunks), (event, data) => {
      if (event === 'changed') kinds.push((data as { kind: string }).kind)
    })
    return kinds
  }
  it('are read across chunks, with comments and other events left out', async () => {
    expect(await heard(': hello\n\nevent: cha', 'nged\ndata: {"kind":"pay', 'ment","id":"1"}\n\n')).toEqual(['payment'])
    expect(await heard('event: changed\r\ndata: {"kind":"invoice","id":"1"}\r\n\r\n')).toEqual(['invoice'])
    expect(await heard('event: replaced\ndata: {}\n\nevent: changed\ndata: {"kind":"invoice"}\n\n')).toEqual([])
    expect(await readEvents(streamOf(['event: replaced\ndata: {}\n\n']), () => {})).toBe('replaced')
    expect(await readEvents(streamOf([': open\n\n']), () => {})).toBe('ended')
    expect(await heard('event: other\ndata: {"kind":"invoice"}\n\n', 'event: changed\ndata: nonsense\n\n')).toEqual([])
  })
})

it('a stream that says nothing for longer than its beats has ended', async () => {
  vi.useFakeTimers()
  let push = (_: string) => {}
  const cancel = vi.fn()
  const stream = new ReadableStream<string>({
    start(controller) {
      push = (text) => controller.enqueue(text)
    },
    cancel,
  })
  let end = ''
  const reading = readEvents(stream, () => {}).then((how) => {
    end = how
  })
  for (let beats = 0; beats < 5; beats++) {
    push(': beat\n\n')
    await vi.advanceTimersByTimeAsync(10_000)
  }
  expect(end).toBe('')
  await vi.advanceTimersByTimeAsync(20_000)
  await reading
  expect([end, cancel.mock.calls.length, vi.getTimerCount()]).toEqual(['ended', 1, 0])
  vi.useRealTimers()
})

describe('the way in', () => {
  it('goes on only inside of the app', () => {
    expect(insideOnly('/invoices?status=OVERDUE')).toBe('/invoices?status=OVERDUE')
    for (const next of [
      undefined,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ])
      expect(insideOnly(next)).toBe('/home')
  })
})

describe('findMatch', () => {
  it('finds the start of a word in any case and accent', () => {
    expect(findMatch('Overdue invoices', 'INV')).toEqual({ start: 8, end: 11 })
    expect(findMatch('Émile', 'emi')).toEqual({ start: 0, end: 3 })
    expect(findMatch('Overdue', 'due')).toBeNull()
    expect(findMatch('Anything', '')).toEqual({ start: 0, end: 0 })
  })
})

it('brand colours are measured as WCAG does', () => {
  expect(isReadableBehindWords('#1F5FBF')).toBe(true)
  expect(isReadableBehindWords('#FFD400')).toBe(false)
})

it('activity is told in sentences, also where the action is new', () => {
  const said = { id: 1, at: '2026-11-20T10:00:00Z', actor: 'Dana Kowalski', detail: null }
  expect(entryOf(INVOICE_WORDS, { ...said, action: 'invoice.create' }).text).toBe('Drafted by Dana')
  expect(entryOf(INVOICE_WORDS, { ...said, action: 'invoice.some_thing' }).text).toBe('Invoice some thing')
  const approved = { ...said, action: 'quote.approve', detail: 'On the phone' }
  expect(entryOf(QUOTE_WORDS, approved).text).toBe('Dana recorded the customer’s approval. On the phone')
  const byLink = { ...approved, actor: 'portal', detail: 'Jane Okafor' }
  expect(entryOf(QUOTE_WORDS, byLink).text).toBe('Approved on its page by Jane Okafor')
})

it('openings stand among what happened, by their time', () => {
  const said = { id: 1, at: '2026-11-14T13:15:00Z', actor: 'Stripe', detail: null, action: 'payment.apply' }
  expect(entriesOf(INVOICE_WORDS, [said], invoiceOf(summaries[4]!)).map((entry) => entry.text)).toEqual([
    'Desmond Clarke opened it again',
    'Paid by the payment link',
    'Desmond Clarke opened it',
  ])
})

it('what one does again and again is told once', () => {
  const edit = (id: number, actor = 'Mike Lo') => ({
    id,
    at: `2026-11-14T13:1${id}:00Z`,
    actor,
    detail: null,
    action: 'invoice.update',
  })
  const unseen = { ...invoiceOf(summaries[4]!), views: { count: 0, first_at: null, last_at: null } }
  const told = entriesOf(INVOICE_WORDS, [edit(5), edit(4), edit(3, 'Dana Kowalski'), edit(2), edit(1)], unseen)
  expect(told.map(({ text, at }) => [text, at.slice(14, 16)])).toEqual([
    ['Edited by Mike, 2 times', '15'],
    ['Edited by Dana', '13'],
    ['Edited by Mike, 2 times', '12'],
  ])
})

it('names fields as the form does', () => {
  expect(nameOf('line_items.0.rate')).toBe('Line 1, price')
  expect(nameOf('contact.email')).toBe('Email')
})

it('small words', () => {
  expect([greeting(9, 'Dana'), greeting(14, ''), greeting(23, 'Dana')]).toEqual([
    'Good morning, Dana',
    'Good afternoon',
    'Good evening, Dana',
  ])
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 20_0) Safari/605')).toBe('Safari on iPhone')
  expect(deviceName(null)).toBe('Unknown device')
})

it('figures of other currencies stay apart', () => {
  const { main, others } = mainFigure([{ count: 1, total: '5.00', currency: 'USD' }], 'CAD')
  expect([main.total, others.length]).toEqual(['0', 1])
})

describe('what is above the balance', () => {
  it.each([
    ['200.00', '220', '20.00'],
    ['200.00', '200.01', '0.01'],
    ['0.10', '0.30', '0.20'],
    ['90071992547409.90', '90071992547409.91', '0.01'],
    ['500', '1,500', '1000'],
  ])('of %s, when %s is typed, is %s', (due, typed, excess) => expect(excessOver(due, typed)).toBe(excess))

  it.each(['200', '199.99', '', 'abc', '-300', '300.001'])('is nothing when %s is typed', (typed) =>
    expect(excessOver('200.00', typed)).toBeNull(),
  )
})

describe('the days of payments', () => {
  it.each([
    ['today', '2026-11-20', '2026-11-20', '2026-11-20'],
    ['month', '2026-11-20', '2026-11-01', '2026-11-30'],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['last_month', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['last_month', '2027-03-31', '2027-02-01', '2027-02-28'],
    ['year', '2026-11-20', '2026-01-01', '2026-12-31'],
  ])('%s on %s is from %s to %s, and the address shows it so', (choice, today, paid_from, paid_to) => {
    expect(daysOf(choice, today)).toEqual({ paid_from, paid_to })
    expect(dayChoice({ paid_from, paid_to }, today)).toBe(choice)
    expect(dayChoice({ paid_from, paid_to, days: 'custom' }, today)).toBe('custom')
    expect(dayChoice({ paid_from, paid_to }, null)).toBe('custom')
  })

  it.each([
    [{}, ''],
    [{ paid_from: 'yesterday' }, ''],
    [{ paid_from: '2026-11-03' }, 'custom'],
  ])('%j shows %j', (query, choice) => expect(dayChoice(query, '2026-11-20')).toBe(choice))
})
