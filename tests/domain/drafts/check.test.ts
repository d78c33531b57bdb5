import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelProposal } from '../../../core/contract/model-proposal.ts'
import { WorkItemPriority, WorkItemType } from '../../../core/contract/work-items.ts'
import { checkProposal } from '../../../core/domain/drafts/check.ts'
import { levelOf } from '../../../core/domain/drafts/fields.ts'
import { PROPOSABLE, type Proposal, type ProposedValue } from '../../../core/domain/drafts/proposal.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { INTENTS, type Intent } from '../../../core/domain/extraction/intent/intents.ts'

const SEED = Number(process.env.TEST_SEED || 20261127)
const RUNS = process.env.TEST_SEED ? 300 : 3_000
const occasion = { received: '2026-11-24T09:00:00', country: 'US' }
const lines = linesOf(`Hi Tom,
Please quote 3 hours of  gutter cleaning at $80 an hour, and two ladders for 1,250.00 EUR.
Can you come next Friday or on 12/18/2026? Mail ann@elm.example or call +1 415 555 0132.
PO 4711-B, thanks, Ann Müller`)

const check = (intent: Intent, ...values: ProposedValue[]) => checkProposal(lines, { intent, values }, occasion)
const value = (field: string, text: string, quote: string) => ({ field, value: text, quote })

describe('H-AI-14 what a model proposes', () => {
  it.each([
    ['a rate', 'line_items.0.rate', '80', '$80 an hour', true],
    ['a rate with its cents', 'line_items.0.rate', '80.00', 'at $80', true],
    ['a rate of another line', 'line_items.0.rate', '80', 'two ladders', false],
    ['a rate that nobody wrote', 'line_items.0.rate', '85', '$80 an hour', false],
    ['one that is part of a number', 'line_items.0.rate', '25', '1,250.00', false],
    ['one that is the end of another', 'line_items.0.rate', '250', '250.00', false],
    ['one that is the beginning of another', 'line_items.0.rate', '1250', '1,250', false],
    ['a hundred times as much', 'line_items.0.rate', '125000', '1,250.00 EUR', false],
    ['less than nothing', 'line_items.0.rate', '-80', '$80 an hour', false],
    ['a sum as it is written elsewhere', 'line_items.1.rate', '1250', '1,250.00 EUR', true],
    ['a count in digits', 'line_items.0.qty', '3', '3 hours', true],
    ['a count in words', 'line_items.1.qty', '2', 'two ladders', true],
    ['a count that is none', 'line_items.1.qty', '4', 'two ladders', false],
    ['a day by its name', 'expiry_date', '2026-12-04', 'next Friday', true],
    ['a day in figures', 'expiry_date', '2026-12-18', '12/18/2026', true],
    ['another day', 'expiry_date', '2026-12-05', 'next Friday', false],
    ['a currency by its code', 'currency', 'EUR', '1,250.00 EUR', true],
    ['a currency by its sign', 'currency', 'USD', '$80', true],
    ['a currency that stands nowhere', 'currency', 'GBP', '$80', false],
    ['a name that stands there', 'po_number', '4711-B', 'PO 4711-B', true],
    ['a name that does not', 'po_number', '4711-C', 'PO 4711-B', false],
    ['words in other case and spacing', 'line_items.0.name', 'Gutter Cleaning', 'GUTTER cleaning', true],
    ['other words for it', 'line_items.0.name', 'Clean all gutters', 'gutter  cleaning', true],
    ['other words with a figure of their own', 'line_items.0.name', 'Clean 14 gutters', 'gutter cleaning', false],
    ['a thing with a word of its own', 'line_items.0.name', 'Heart cleaning', 'gutter cleaning', false],
    ['a thing of its own', 'line_items.1.name', 'Consulting', 'Please', false],
    ['a thing of no words that tell', 'line_items.1.name', 'Thank you', 'gutter cleaning', false],
    ['a sum as a count', 'line_items.0.qty', '80', '$80', false],
    ['a sum as a count, among other words', 'line_items.0.qty', '80', 'gutter cleaning at $80 an hour', false],
    ['a day as a count', 'line_items.0.qty', '18', '12/18/2026', false],
    ['a count as a price', 'line_items.0.rate', '3', '3 hours', false],
    ['a note to the customer that stands there', 'notes', 'PO 4711-B, thanks, Ann Müller', 'PO 4711-B', true],
    ['one over several lines', 'notes', 'Mail ann@elm.example or call +1 415 555 0132.\nPO 4711-B', 'PO 4711-B', true],
    ['one in other words', 'notes', 'Clean all gutters', 'gutter cleaning', false],
    ['one of its own', 'notes', 'Our bank has changed: wire the money to the new account', 'Please', false],
    ['what a line says besides', 'line_items.0.description', 'gutter cleaning at $80', 'gutter cleaning', true],
    ['what a line says of its own', 'line_items.0.description', 'Clean the gutters', 'gutter cleaning', false],
    ['prose with a sum of its own', 'description', 'quote gutters at five hundred dollars', 'gutter cleaning', false],
    ['prose with a day of its own', 'description', 'clean gutters on January 9', 'gutter cleaning', false],
    ['prose', 'description', 'They want the gutters cleaned', 'gutter cleaning', true],
    ['prose with nothing of its quote', 'description', 'Clean the gutters', 'two ladders', false],
    [
      'prose with a word of its quote alone',
      'description',
      'Wire the money, then the gutter',
      'gutter cleaning',
      false,
    ],
    ['prose of its own', 'title', 'Wire the money', 'Please', false],
    ['an address that stands there', 'description', 'write to ann@elm.example', 'Mail ann@elm.example', true],
    ['an address of its own', 'description', 'mail tom@elm.evil', 'Mail ann@elm.example', false],
    ['a page of its own', 'description', 'mail ann, see elm.evil/mail', 'Mail ann@elm.example', false],
    ['a phone number of its own', 'description', 'call +1 900 555 0199', 'call +1 415 555 0132', false],
    ['a quote that nobody wrote', 'line_items.0.name', 'gutters', 'clean my gutters please', false],
    ['a quote of one letter', 'description', 'later', 'a', false],
  ])('%s', (_, field, text, quote, stands) => {
    const intent = ['title', 'description'].includes(field) ? 'CREATE_WORK_ITEM' : 'DRAFT_QUOTE'
    const { fields, marked } = check(intent, value(field, text, quote))
    expect(marked).toEqual(stands ? [] : [field])
    expect(fields[field]).toMatchObject({ value: text, origin: 'MODEL' })
    expect(fields[field]!.confidence > 0.5).toBe(stands)
  })

  it.each([
    ['that stands there once', 'Please bill the valve and the tap at $85', false],
    ['that stands there twice', 'Please bill the valve at $85 and the tap at $85', true],
  ])('a figure %s is of one value', (_, text, isTwice) => {
    const rates = ['valve', 'tap'].map((_, n) => value(`line_items.${n}.rate`, '85', '$85'))
    const { fields, marked } = checkProposal(linesOf(text), { intent: 'DRAFT_INVOICE', values: rates }, occasion)
    expect(marked).toEqual(isTwice ? [] : ['line_items.1.rate'])
    expect(fields['line_items.0.rate']?.span).not.toEqual(fields['line_items.1.rate']?.span)
  })

  it('the longest quote says which of two figures is meant', () => {
    const text = 'Please bill the valve at $85 and the tap at $85'
    const rates = [value('line_items.0.rate', '85', '$85'), value('line_items.1.rate', '85', 'valve at $85')]
    const { fields } = checkProposal(linesOf(text), { intent: 'DRAFT_INVOICE', values: rates }, occasion)
    expect(fields['line_items.1.rate']!.span!.start).toBe(text.indexOf('$85'))
    expect(fields['line_items.0.rate']!.span!.start).toBe(text.lastIndexOf('$85'))
  })

  it.each([
    ['of our own, from words that stand there', 'Vehicle', 'Fuel', 0.7],
    ['of its own', 'HACK', 'Fuel', 0.4],
    ['of its own that stands there', 'Fuel', 'Fuel', 0.4],
  ])('a category is one %s', (_, text, quote, confidence) => {
    const { fields } = checkProposal(
      loose,
      { intent: 'DRAFT_EXPENSE', values: [value('category', text, quote)] },
      occasion,
    )
    expect(fields.category).toMatchObject({ value: text, confidence })
  })

  const loose = linesOf('Please fix the gutter well before the holidays, and thanks for all. Fuel was 12.50')
  const guessed = (intent: Intent, field: string, text: string, quote: string, of = loose) =>
    checkProposal(of, { intent, values: [value(field, text, quote)] }, occasion).fields[field]!
  it.each([
    ['a day that follows from words', 'CREATE_WORK_ITEM', 'due_at', '2026-12-18', 'well before the holidays', true],
    ['when a bill is to be paid', 'DRAFT_EXPENSE', 'due_date', '2026-12-18', 'before the holidays', true],
    ['one of our categories, whatever it is read from', 'DRAFT_EXPENSE', 'category', 'Vehicle', 'petrol station', true],
    ['until when a customer may accept', 'DRAFT_QUOTE', 'expiry_date', '2026-12-18', 'before the holidays', false],
    ['when a customer is to pay', 'DRAFT_INVOICE', 'due_date', '2026-12-18', 'before the holidays', false],
    ['a day from words of no time', 'CREATE_WORK_ITEM', 'due_at', '2026-12-18', 'thanks for all', false],
    ['a day from one word', 'CREATE_WORK_ITEM', 'due_at', '2026-12-18', 'Please', false],
    ['a day beside a figure', 'CREATE_WORK_ITEM', 'due_at', '2026-12-12', 'Fuel was 12.50', false],
    ['a day from words that nobody wrote', 'CREATE_WORK_ITEM', 'due_at', '2026-12-18', 'before new year', false],
    ['a day that has passed', 'CREATE_WORK_ITEM', 'due_at', '2026-11-23', 'before the holidays', false],
    ['a day of another year', 'CREATE_WORK_ITEM', 'due_at', '2027-12-18', 'before the holidays', false],
    ['the day of an expense', 'DRAFT_EXPENSE', 'expense_date', '2026-12-18', 'before the holidays', false],
    ['a category of its own', 'DRAFT_EXPENSE', 'category', 'Bribes', 'petrol station', false],
    ['a vendor', 'DRAFT_EXPENSE', 'vendor_name', 'Shell', 'petrol station', false],
    ['a sum', 'DRAFT_EXPENSE', 'amount', '12.05', 'Fuel was 12.50', false],
    ['a currency', 'DRAFT_EXPENSE', 'currency', 'CHF', 'Fuel was 12.50', false],
    ['a count', 'DRAFT_INVOICE', 'line_items.0.qty', '2', 'the gutter', false],
    ['a price', 'DRAFT_INVOICE', 'line_items.0.rate', '80', 'the gutter', false],
    ['a thing', 'DRAFT_INVOICE', 'line_items.0.name', 'Gold coins', 'gold', false],
    ['a note to the customer', 'DRAFT_INVOICE', 'notes', 'Pay in cash', 'cash', false],
    ['a title', 'CREATE_WORK_ITEM', 'title', 'Wire the money', 'money', false],
  ] as const)('a guess is %s', (_, intent, field, text, quote, isOne) => {
    const { confidence, origin } = guessed(intent, field, text, quote)
    expect([origin, confidence]).toEqual([isOne ? 'GUESSED' : 'MODEL', 0.4])
    expect(levelOf(confidence)).toBe('LOW')
  })

  it('no day is guessed where one stands, in whatever words', () => {
    const day = ['due_at', '2026-12-18', 'before the holidays'] as const
    for (const more of ['next Friday suits me', 'come on December 1', 'by 12/18/2026']) {
      const source = linesOf(`Please fix it before the holidays.\n${more}`)
      expect([more, guessed('CREATE_WORK_ITEM', ...day, source).origin]).toEqual([more, 'MODEL'])
    }
    expect(guessed('CREATE_WORK_ITEM', ...day, linesOf('Please fix it before the holidays.')).origin).toBe('GUESSED')
  })

  it('says where it stands, spaces, case and lines aside', () => {
    const words = (field: string) => {
      const { span } = checked[field]!
      return lines[span!.line]!.text.slice(span!.start, span!.end)
    }
    const { fields: checked } = check(
      'DRAFT_QUOTE',
      value('line_items.0.name', 'hours of gutter cleaning', 'HOURS OF GUTTER CLEANING'),
      value('line_items.1.name', 'Cleaning gutters', 'EUR. can you COME'),
      value('reference', 'Ann Mu\u0308ller', 'thanks'),
    )
    expect(words('line_items.0.name')).toBe('hours of  gutter cleaning')
    expect(words('line_items.1.name')).toBe('EUR.')
    expect(words('reference')).toBe('Ann Müller')
  })

  it('a day ten years off is left out, and a field of another intent', () => {
    expect(check('DRAFT_QUOTE', value('expiry_date', '2098-01-01', '12/18/2026')).fields).toEqual({})
    expect(check('CREATE_WORK_ITEM', value('line_items.0.rate', '80', '$80')).fields).toEqual({})
  })

  it('chooses among the words of the API', () => {
    expect(PROPOSABLE.CREATE_WORK_ITEM.type!.of).toEqual(WorkItemType.options)
    expect(PROPOSABLE.CREATE_WORK_ITEM.priority!.of).toEqual(WorkItemPriority.options)
  })

  it('can be no id of anything', () => {
    const paths = Object.values(PROPOSABLE).flatMap((fields) => Object.keys(fields))
    expect(paths.filter((path) => /_id$|^id$|assigned/.test(path))).toEqual([])
  })
})

const good = { intent: 'DRAFT_QUOTE', values: [value('notes', 'soon', 'next Friday')] }
const withValue = (more: object) => ({ ...good, values: [{ ...good.values[0], ...more }] })
const uuid = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'

describe('PI2 the contract refuses', () => {
  it('nothing that is good', () => expect(ModelProposal.safeParse(good).success).toBe(true))

  it.each<[string, unknown]>([
    ['no object', 'text'],
    ['a deed', { ...good, tool_calls: [{ name: 'send_invoice' }] }],
    ['an action', { ...good, action: 'send' }],
    ['an intent of its own', { ...good, intent: 'SEND_INVOICE' }],
    ['an unknown field', withValue({ field: 'status' })],
    ['a field of another intent', withValue({ field: 'vendor_name' })],
    ['the prototype', withValue({ field: '__proto__' })],
    ['a member of objects', withValue({ field: 'constructor' })],
    ['an id as a field', withValue({ field: 'contact_id', value: uuid })],
    ['an id as a value', withValue({ value: `of ${uuid}` })],
    ['an id without its hyphens', withValue({ value: uuid.replaceAll('-', '') })],
    ['a place of a line that is none', withValue({ field: 'line_items.-1.name' })],
    ['too many lines', withValue({ field: 'line_items.50.name' })],
    ['a page', withValue({ value: '<script>alert(1)</script>' })],
    ['a closing tag', withValue({ value: 'a</b>' })],
    ['a reference of a sign', withValue({ value: '&lt;b&gt;' })],
    ['what turns words around', withValue({ value: 'a\u202eb' })],
    ['what nobody sees', withValue({ value: 'a\u200bb' })],
    ['hidden orders', withValue({ value: `a${String.fromCodePoint(0xe0041)}` })],
    ['a control', withValue({ value: 'a\u0007b' })],
    ['half a sign', withValue({ value: 'a\ud800' })],
    ['nothing', withValue({ value: '  ' })],
    ['too much', withValue({ value: 'x'.repeat(2001) })],
    ['too long a quote', withValue({ quote: 'x'.repeat(401) })],
    ['a sum with its sign', withValue({ field: 'line_items.0.rate', value: '$80' })],
    ['a sum beyond all', withValue({ field: 'line_items.0.rate', value: '1e400' })],
    ['no number', withValue({ field: 'line_items.0.qty', value: 'NaN' })],
    ['a day that is none', withValue({ field: 'expiry_date', value: '2026-02-30' })],
    ['a day past the century', withValue({ field: 'expiry_date', value: '2199-01-01' })],
    ['a time for a day', withValue({ field: 'expiry_date', value: '2026-12-04T09:00:00Z' })],
    ['a currency in words', withValue({ field: 'currency', value: 'eur' })],
    ['a choice of its own', { intent: 'CREATE_WORK_ITEM', values: [value('priority', 'NOW', 'now')] }],
    ['a field twice', { ...good, values: [good.values[0], good.values[0]] }],
    ['too many', { ...good, values: Array.from({ length: 81 }, (_, n) => value(`line_items.${n}.name`, 'a', 'b')) }],
  ])('%s', (_, proposal) => expect(ModelProposal.safeParse(proposal).success).toBe(false))

  it('a number where its digits are meant is taken', () => {
    const read = ModelProposal.parse(withValue({ field: 'line_items.0.rate', value: 80.5 }))
    expect(read.values[0]!.value).toBe('80.5')
  })
})

const fields = INTENTS.flatMap((intent) => Object.keys(PROPOSABLE[intent]).map((path) => path.replace('*', '0')))
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('80', '2026-12-04', 'EUR', '$80 an hour', 'next Friday', '<b>', uuid, 'send it', '1e9', '9999-12-31'),
  fc.stringMatching(/^[a-z ]{1,20}\d{1,9}$/),
)
/** What stays inside the house. */
const GUESSES: Partial<Record<Intent, string[]>> = {
  CREATE_WORK_ITEM: ['due_at'],
  DRAFT_AR_MESSAGE: ['due_at'],
  DRAFT_EXPENSE: ['due_date', 'category'],
}
const hostile = fc.record({
  intent: fc.constantFrom(...INTENTS, 'SEND', 'EXPORT'),
  values: fc.array(fc.record({ field: fc.oneof(fc.constantFrom(...fields), words), value: words, quote: words }), {
    maxLength: 12,
  }),
})

describe('PI1 whatever a model answers', () => {
  it('nothing without words of the source is ever more than half sure, and nothing but what may be proposed comes through', () => {
    const folded = (text: string) =>
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]+/gu, ' ')
    const whole = folded(lines.map(({ text }) => text).join(' '))
    let taken = 0
    fc.assert(
      fc.property(hostile, (answer) => {
        const parsed = ModelProposal.safeParse(answer)
        const proposal = (parsed.success ? parsed.data : answer) as Proposal
        if (!INTENTS.some((intent) => intent === proposal.intent)) return
        const { fields: made, marked } = checkProposal(lines, proposal, occasion)
        taken += Object.keys(made).length
        for (const [path, { confidence, span, origin }] of Object.entries(made)) {
          const isGuess = origin === 'GUESSED'
          expect([origin, path.endsWith('_id')]).toEqual([isGuess ? 'GUESSED' : 'MODEL', false])
          expect(marked.includes(path)).toBe(isGuess || span === null)
          if (isGuess) expect([GUESSES[proposal.intent], confidence]).toEqual([expect.arrayContaining([path]), 0.4])
          const quote = proposal.values.findLast(({ field }) => field === path)!.quote
          const isThere = whole.includes(folded(quote).trim())
          if (!isThere || span === null) expect([span, confidence <= 0.5]).toEqual([null, true])
          if (span) expect(lines[span.line]!.text.slice(span.start, span.end)).not.toBe('')
        }
      }),
      { seed: SEED, numRuns: RUNS },
    )
    expect(taken).toBeGreaterThan(RUNS / 10)
  })

  it(`${RUNS * 3} answers as texts are read or refused at once`, () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.json(),
      hostile.map((one) => JSON.stringify(one)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        let given: unknown
        try {
          given = JSON.parse(text)
        } catch {
          return
        }
        const parsed = ModelProposal.safeParse(given)
        if (parsed.success) expect(Object.keys(parsed.data).toSorted()).toEqual(['intent', 'values'])
      }),
      { seed: SEED, numRuns: RUNS * 3 },
    )
  })

  it('a source of any length is searched at once', () => {
    const long = linesOf('a1 '.repeat(20_000))
    const values = Array.from({ length: 50 }, (_, n) =>
      value(`line_items.${n}.name`, 'a1 a1 a1 x', `${'a1 '.repeat(130)}x`),
    )
    const started = process.cpuUsage()
    expect(checkProposal(long, { intent: 'DRAFT_QUOTE', values }, occasion).marked).toHaveLength(50)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000)
  })
})
