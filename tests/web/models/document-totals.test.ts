import { describe, expect, it } from 'vitest'
import type { TaxRate } from '../../../core/contract/business.ts'
import { type Draft, emptyLine } from '../../../web/models/document-draft.ts'
import { liveTotals } from '../../../web/models/document-totals.ts'
import { invoiceKind } from '../../../web/models/invoice-kind.ts'
import { hst, invoiceOf, summaries } from '../support/maple.ts'

const draft = (changes: Partial<Draft> = {}): Draft => ({
  ...invoiceKind.draftOf(invoiceOf(summaries[0]!)),
  ...changes,
})
const totals = (of: Draft) => {
  const live = liveTotals(of, [hst])
  if (!live.ok) throw new Error(JSON.stringify(live.errors))
  return live.totals
}

describe('liveTotals', () => {
  it('agrees with the picture: 85 + 96 + 165, HST 13 %', () =>
    expect(totals(draft())).toMatchObject({
      lineAmounts: ['85.00', '96.00', '165.00'],
      subtotal: '346.00',
      taxes: [{ name: 'HST', percent: '13', tax: '44.98' }],
      total: '390.98',
    }))

  it('counts a line without a price as zero', () =>
    expect(totals(draft({ lines: [...draft().lines, { ...emptyLine(''), name: 'Later' }] })).total).toBe('390.98'))

  it('takes a discount off before tax', () =>
    expect(totals(draft({ discount: '10%' }))).toMatchObject({
      discountTotal: '34.60',
      taxTotal: '40.48',
      total: '351.88',
    }))

  it('takes off what was billed before with the tax that stands there, not one worked out again', () => {
    const deduction = { invoice_id: 'deposit', invoice_number: 'INV-1040', taxes: ['13.01'] }
    const less = { ...emptyLine(hst.id), name: 'Less deposit', qty: '-1', rate: '100', deduction }
    expect(totals(draft({ lines: [...draft().lines, less] }))).toMatchObject({ taxTotal: '31.97', total: '277.97' })
  })

  it('reads prices of six decimals', () => {
    const lines = [{ ...emptyLine(''), name: 'Energy', qty: '12345', rate: '0.00101' }]
    expect(totals(draft({ lines })).total).toBe('12.47')
  })

  it('says each part of a rate of several', () => {
    const quebec: TaxRate = {
      ...hst,
      name: 'Quebec',
      percent: '14.975',
      parts: [
        { name: 'GST', percent: '5', compound: false },
        { name: 'QST', percent: '9.975', compound: false },
      ],
    }
    const lines = [{ ...emptyLine(quebec.id), name: 'Tap', rate: '100' }]
    const live = liveTotals(draft({ lines }), [quebec])
    expect(live.ok && live.totals).toMatchObject({
      taxes: [
        { name: 'GST', percent: '5', taxable: '100.00', tax: '5.00' },
        { name: 'QST', percent: '9.975', taxable: '100.00', tax: '9.98' },
      ],
      total: '114.98',
    })
  })

  it('knows currencies without cents', () => {
    const lines = [{ ...emptyLine(''), name: 'Tea', qty: '1.5', rate: '333' }]
    expect(totals(draft({ currency: 'JPY', lines })).total).toBe('500')
  })

  it('MO5 names the field that has too many decimals', () => {
    const lines = [{ ...emptyLine(''), name: 'Tap', rate: '1.2345678' }]
    expect(liveTotals(draft({ lines }), [hst])).toEqual({
      ok: false,
      errors: { 'line_items.0.rate': 'Use up to 6 decimals' },
    })
  })

  it('does not call a number that is too large too precise', () => {
    const lines = [{ ...emptyLine(''), name: 'Tap', rate: '1000000000000' }]
    expect(liveTotals(draft({ lines }), [hst])).toEqual({
      ok: false,
      errors: { 'line_items.0.rate': 'This number is too large' },
    })
  })

  it('refuses a discount above the sum in words', () => {
    const live = liveTotals(draft({ discount: '5000' }), [hst])
    expect(live).toMatchObject({ ok: false })
    expect(live.ok === false && Object.values(live.errors)[0]).toMatch(/less than zero/)
  })
})
