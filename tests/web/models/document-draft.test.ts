import { describe, expect, it } from 'vitest'
import { makeAnother } from '../../../web/models/another-document.ts'
import {
  type Draft,
  draftProblems,
  emptyCharge,
  emptyLine,
  filledWith,
  onScreen,
  readDiscount,
  toWire,
} from '../../../web/models/document-draft.ts'
import { invoiceKind } from '../../../web/models/invoice-kind.ts'
import { setRoute } from '../../../web/models/navigation.ts'
import { hst, invoiceOf, priceList, summaries, writtenBefore } from '../support/maple.ts'

const draft = (changes: Partial<Draft> = {}): Draft => ({
  ...invoiceKind.draftOf(invoiceOf(summaries[0]!)),
  ...changes,
})
const line = (name: string, rate: string, qty = '1') => ({ ...emptyLine(hst.id), name, rate, qty })

const problemsOf = (of: Draft, { byEmail }: { byEmail: boolean }) =>
  draftProblems(of, { byEmail, until: invoiceKind.until })

describe('toWire', () => {
  it('sends every money field, so that the server needs one trip', () => {
    const wire = toWire(draft())
    expect(Object.keys(wire)).toEqual(
      expect.arrayContaining(['line_items', 'discount', 'charges', 'currency', 'prices_include_tax']),
    )
    expect(wire.line_items[2]).toMatchObject({ qty: '1.5', rate: '110.00', tax_rate_id: hst.id })
  })

  it('keeps back lines that cannot be priced yet', () => {
    const lines = [line('Tap', '85'), line('', '5'), line('Pipe', ''), line('Seal', '1', 'x')]
    expect(toWire(draft({ lines })).line_items.map((each) => each.name)).toEqual(['Tap'])
  })

  it('keeps what another invoice billed already, on the line as it came; another like it has no such line', async () => {
    const deduction = { invoice_id: 'deposit', invoice_number: 'INV-1040', taxes: ['13.00'] }
    const invoice = invoiceOf(summaries[0]!)
    const less = { ...invoice.line_items[0]!, name: 'Less deposit', qty: '-1', rate: '100.00', deduction }
    const final = { ...invoice, line_items: [...invoice.line_items, less] }
    const wire = toWire(invoiceKind.draftOf(final)).line_items
    expect(wire.map((line) => 'deduction' in line && line.deduction)).toEqual([false, false, false, deduction])
    const made: Draft[] = []
    const save = async (like: Draft) => {
      made.push(like)
      return final
    }
    setRoute(() => {})
    await makeAnother({ ...invoiceKind, keep() {}, save }, final)
    expect(made[0]?.lines.map(({ name }) => name)).toEqual(invoice.line_items.map(({ name }) => name))
  })

  it('sends the charges that can be priced, and gives back those that the server had', () => {
    const charge = (name: string, amount: string) => ({ ...emptyCharge(hst.id), name, amount })
    const charges = [charge('Delivery', '12.50'), charge('Rush', '10 %'), charge('', '5'), charge('Half', 'x')]
    expect(toWire(draft({ charges })).charges).toEqual([
      { name: 'Delivery', amount: '12.50', tax_rate_id: hst.id },
      { name: 'Rush', percent: '10', tax_rate_id: hst.id },
    ])
    expect(problemsOf(draft({ charges }), { byEmail: false })).toEqual({
      'charges.2.name': 'Say what it is for',
      'charges.3.amount': 'Use an amount, or a share such as 10%',
    })
    expect(problemsOf(draft({ charges: [charge('', '')] }), { byEmail: false })).toEqual({})
    const kept = [
      { name: 'Delivery', amount: '12.50', tax_rate_id: hst.id },
      { name: 'Rush', percent: '10', tax_rate_id: null },
    ]
    expect(toWire(invoiceKind.draftOf({ ...invoiceOf(summaries[0]!), charges: kept })).charges).toEqual(kept)
  })

  it('gives back what the server had, unchanged', () => {
    const invoice = { ...invoiceOf(summaries[0]!), discount: { name: null, percent: '10', tax_rate_id: hst.id } }
    expect(toWire(invoiceKind.draftOf(invoice)).discount).toEqual({ percent: '10', tax_rate_id: hst.id })
  })
})

describe('a line of the price list', () => {
  const [labour] = priceList
  const { id: item_id, name, description, unit, rate, currency, tax_rate_id } = labour!
  const suggestion = { item_id, name, description, unit, rate, currency, tax_rate_id }

  it('fills the line, and sends all that it filled', () => {
    const filled = { ...line('lab', ''), qty: '2', ...filledWith(suggestion, 'CAD') }
    expect(toWire(draft({ lines: [filled] })).line_items).toEqual([
      { item_id, name, description, qty: '2', unit: 'h', rate: '120.00', tax_rate_id: hst.id, discount: null },
    ])
  })

  it('comes back from the server as it was sent', () => {
    const invoice = invoiceOf(summaries[0]!)
    const [first] = invoice.line_items
    const drawn = invoiceKind.draftOf({ ...invoice, line_items: [{ ...first!, item_id, unit: 'h' }] })
    expect(drawn.lines[0]).toMatchObject({ itemId: item_id, unit: 'h' })
    expect(toWire(drawn).line_items[0]).toMatchObject({ item_id, unit: 'h' })
  })

  it('stays with the line when that is renamed, and is nothing where nothing was chosen', () => {
    const filled = { ...line('lab', ''), ...filledWith(suggestion, 'CAD') }
    const lines = [
      { ...filled, name: 'Labour, evening' },
      { ...line('Tap', '85'), unit: ' ' },
    ]
    expect(toWire(draft({ lines })).line_items.map((each) => [each.name, each.item_id, each.unit])).toEqual([
      ['Labour, evening', item_id, 'h'],
      ['Tap', null, null],
    ])
  })

  it('leaves the price alone that is in another currency', () => {
    const filled = { ...line('Labour', '95.00'), ...filledWith(writtenBefore, 'CAD') }
    expect(filled).toMatchObject({ itemId: '', description: 'Buffalo, NY', unit: 'day', rate: '95.00', taxRateId: '' })
  })
})

describe('readDiscount', () => {
  const read = (discount: string) => readDiscount({ discount, discountTaxRateId: null })
  it('tells a share from an amount', () => {
    expect(read('10%')).toEqual({ percent: '10' })
    expect(read('12.50')).toEqual({ amount: '12.50' })
    expect([read(''), read('0'), read('abc')]).toEqual([null, null, null])
  })
})

describe('draftProblems', () => {
  it('finds nothing wrong with a whole draft', () => expect(problemsOf(draft(), { byEmail: true })).toEqual({}))

  it('names each field that is missing', () => {
    const found = problemsOf(
      draft({ contact: null, untilDate: '2026-11-01', lines: [line('', '5'), line('Pipe', 'x')] }),
      {
        byEmail: true,
      },
    )
    expect(Object.keys(found)).toEqual(['contact_id', 'due_date', 'line_items.0.name', 'line_items.1.rate'])
  })

  it('asks for an address only when it goes out by email', () => {
    const contact = { id: 'c', display_name: 'Luis', email: null }
    expect(problemsOf(draft({ contact }), { byEmail: true })).toHaveProperty(['contact.email'])
    expect(problemsOf(draft({ contact }), { byEmail: false })).toEqual({})
  })

  it('does not mind the empty line at the end', () =>
    expect(problemsOf(draft({ lines: [line('Tap', '85'), emptyLine('')] }), { byEmail: true })).toEqual({}))
})

it('leads an error of the server to the line on the screen', () => {
  const lines = [line('', ''), line('Tap', '85')]
  expect(onScreen(draft({ lines }), { 'line_items.0.rate': 'Too much', notes: 'x' })).toEqual({
    'line_items.1.rate': 'Too much',
    notes: 'x',
  })
})
