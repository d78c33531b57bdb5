import { describe, expect, it } from 'vitest'
import { paperIntent } from '../../../core/domain/drafts/paper-intent.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { findIntent } from '../../../core/domain/extraction/intent/intent.ts'

const read = (text: string) => {
  const lines = linesOf(text)
  return paperIntent(lines, findIntent(lines), { received: '2026-11-20T10:00:00', country: 'US' })
}
const BODY = '11/20/2026\nWidget 250.00\nGadget 50.00\nSubtotal 300.00\nTax 24.00\nTotal 324.00'

describe('a paper that looks like a receipt and is called otherwise', () => {
  it.each([
    ['PURCHASE ORDER\nPO no 4711', 'CREATE_WORK_ITEM'],
    ['Acme Ltd\nPurchase Order #4711', 'CREATE_WORK_ITEM'],
    ['Bon de commande', 'CREATE_WORK_ITEM'],
    ['Quotation', 'DRAFT_QUOTE'],
    ['Estimate no. 12', 'DRAFT_QUOTE'],
    ['Angebot Nr. 12', 'DRAFT_QUOTE'],
    ['DEVIS', 'DRAFT_QUOTE'],
    ['Pro forma invoice', 'DRAFT_QUOTE'],
    ['Bank statement', 'CREATE_WORK_ITEM'],
    ['Statement of account', 'CREATE_WORK_ITEM'],
    ['Kontoauszug', 'CREATE_WORK_ITEM'],
    ['Remittance advice\nWe have paid you today', 'CREATE_WORK_ITEM'],
    ['Pay to the order of Our Shop', 'CREATE_WORK_ITEM'],
    ['Delivery note', 'CREATE_WORK_ITEM'],
    ['Lieferschein', 'CREATE_WORK_ITEM'],
    ['ACME STORE\nREFUND', 'CREATE_WORK_ITEM'],
    ['CREDIT NOTE 12', 'CREATE_WORK_ITEM'],
  ])('%j is no sure expense', (title, offered) => {
    const { value, confidence, others } = read(`${title}\n${BODY}`)
    expect(value).toBe('DRAFT_EXPENSE')
    expect(confidence).toBeLessThanOrEqual(0.5)
    expect(others[0]?.value).toBe(offered)
    expect(others[0]?.confidence).toBeLessThan(confidence)
    expect(new Set(others.map((one) => one.value)).size).toBe(others.length)
  })

  it('not where the words ask for an expense, either', () => {
    const said = { value: 'DRAFT_EXPENSE', confidence: 0.97, span: null, others: [] } as const
    const lines = linesOf(`Quotation\n${BODY}`)
    const { confidence } = paperIntent(
      lines,
      { ...said, others: [] },
      { received: '2026-11-20T10:00:00', country: 'US' },
    )
    expect(confidence).toBeLessThanOrEqual(0.5)
  })

  it.each([
    'INVOICE\nPurchase order: 4711',
    'Invoice 12\nRemittance advice',
    'Receipt\nDelivery note 17',
    'Acme Ltd\nStatement Street 4',
    'Estimated delivery 11/22/2026',
    'Quoted by Joe',
    'Acme Ltd\nPayments: Visa',
  ])('%j is one', (title) =>
    expect(read(`${title}\n${BODY}`)).toMatchObject({ value: 'DRAFT_EXPENSE', confidence: 0.97 }),
  )
})
