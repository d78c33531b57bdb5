import { describe, expect, it } from 'vitest'
import { type ReadValues, standing, typedOf } from '../../../web/models/reading/typed.ts'

const found = (value: string) => ({ value, confidence: 0.9, span: { line: 0, start: 0, end: 1 } })
const EMPTY = { vendor_name: '', expense_date: '', amount: '', tax_total: '', category: '', currency: 'CAD' }
const RECEIPT = { vendor: found('Acme'), total: found('12.50'), currency: found('EUR') }
/** As a German types it. */
const typedAs = (amount: string) => amount.replace('.', ',')
const typed = (fields: Record<string, ReturnType<typeof found>>, values = EMPTY, before: ReadValues = {}) =>
  typedOf(fields, { values, saved: 'CAD', before, typedAs })

describe('what is typed of a receipt', () => {
  it('fills what is empty, the amount as it is typed there, with its currency', () =>
    expect(typed(RECEIPT).changes).toEqual({ vendor_name: 'Acme', amount: '12,50', currency: 'EUR' }))

  it('leaves what a person typed, and the currency of an amount that he typed or that he chose', () => {
    expect(typed(RECEIPT, { ...EMPTY, amount: '9', vendor_name: 'Mine' }).changes).toEqual({})
    expect(typed(RECEIPT, { ...EMPTY, currency: 'USD' }).changes).toEqual({ vendor_name: 'Acme', amount: '12,50' })
  })

  it('goes with its picture where it still stands, and the next picture fills it', () => {
    const first = typed({ ...RECEIPT, tax: found('2') })
    const values = { ...EMPTY, ...first.changes, vendor_name: 'Mine' }
    const second = typed({ vendor: found('Other'), total: found('7.00') }, values, first.read)
    expect(second.changes).toEqual({ amount: '7,00', tax_total: '', currency: 'CAD' })
    expect(Object.keys(standing(second.read, { ...values, ...second.changes }))).toEqual(['amount'])
  })
})
