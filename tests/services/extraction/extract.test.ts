import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { CreateExpense } from '../../../core/contract/expenses.ts'
import { ExtractInput } from '../../../core/contract/extraction.ts'
import { CreateItem } from '../../../core/contract/items.ts'
import { createExpense } from '../../../core/services/expenses/create.ts'
import { extract } from '../../../core/services/extraction/extract.ts'
import { createItem } from '../../../core/services/items/create.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let b: Awaited<ReturnType<typeof makeBusiness>>
let other: typeof b
beforeAll(async () => {
  if (!database.kind) return
  b = await makeBusiness(database, { country: 'DE', currency: 'EUR', timezone: 'Asia/Tokyo' })
  other = await makeBusiness(database)
  await spend('Green Oak Nursery', 'Plants')
}, 60_000)

const spend = (vendor_name: string, category: string, tenant = b.as('OWNER')) =>
  createExpense(tenant, CreateExpense.parse({ vendor_name, category, amount: '5', expense_date: '2026-01-05' }))
const read = (asked: z.input<typeof ExtractInput>, tenant = b.as('OWNER')) => extract(tenant, ExtractInput.parse(asked))
const RECEIPT = 'green oak nursery\n05.01.2026\nSumme 5,00'

describe('what stands in a message or a receipt', () => {
  it('counts days from when it was written, where the business is', async () => {
    const text = 'Morgen um neun bitte'
    const { fields } = await read({ kind: 'message', text, received_at: '2026-11-27T20:00:00Z' })
    expect(fields.date).toMatchObject({ value: '2026-11-29', span: { line: 0, start: 0, end: 6 } })
    const local = await read({ kind: 'message', text, received_at: '2026-11-27T20:00:00' })
    expect(local.fields.date?.value).toBe('2026-11-28')
  })

  it('tells the day that is asked for beside the days that are named, and none of a receipt', async () => {
    const text = 'Die Heizung ist seit 1.12.2026 kaputt. Können Sie am 4.12.2026 kommen?'
    const { due, fields } = await read({ kind: 'message', text, received_at: '2026-11-27T09:00:00' })
    expect([due?.value, fields.date?.value, fields.date_2?.value]).toEqual(['2026-12-04', '2026-12-01', '2026-12-04'])
    expect(due?.span).toEqual(fields.date_2?.span)
    expect((await read({ kind: 'message', text: 'Danke, alles gut' })).due).toBeNull()
    expect((await read({ kind: 'receipt', text: RECEIPT })).due).toBeNull()
  })

  it('tells what a message would be billed for, with the items of the price list', async () => {
    const item = await createItem(b.as('OWNER'), CreateItem.parse({ name: 'Heizkörper 120', rate: '180' }))
    const text = 'Bitte 2 Heizkörper 120 und 3 Stunden Montage zu je 65 €'
    const { lines } = await read({ kind: 'message', text })
    expect(lines).toMatchObject([
      { name: 'Heizkörper 120', item_id: item.id, rate: '180', currency: 'EUR' },
      { name: 'Montage', qty: '3', rate: '65', item_id: null, span: { line: 0 } },
    ])
    expect((await read({ kind: 'receipt', text })).lines).toEqual([])
  })

  it('reads days and numbers as they are written where the business is, or where the caller says', async () => {
    const text = 'Rufen Sie 030 1234567 an, am 03.04.2027'
    const { fields } = await read({ kind: 'message', text })
    expect([fields.phone?.value, fields.date?.value]).toEqual(['+49301234567', '2027-04-03'])
    const there = await read({ kind: 'message', text: 'on 03/04/2027', country: 'US' })
    expect(there.fields.date?.value).toBe('2027-03-04')
  })

  it('knows the vendors of the business and what it called their expenses at the last', async () => {
    const { intent, fields } = await read({ kind: 'receipt', text: RECEIPT })
    expect(intent).toBe('DRAFT_EXPENSE')
    expect([fields.vendor?.value, fields.category?.value]).toEqual(['Green Oak Nursery', 'Plants'])
    await spend('Green Oak Nursery', 'Garden')
    expect((await read({ kind: 'receipt', text: RECEIPT })).fields.category?.value).toBe('Garden')
  })

  it('TI knows none of another business, and whoever sees only his own none of others', async () => {
    for (const tenant of [other.as('OWNER'), b.as('AGENT')])
      expect((await read({ kind: 'receipt', text: RECEIPT }, tenant)).fields.category).toBeUndefined()
  })

  it('asks for words once', async () => {
    await expectRefusal(read({ kind: 'message' }), 'VALIDATION_ERROR', 'text')
    await expectRefusal(read({ kind: 'message', text: 'a', lines: [] }), 'VALIDATION_ERROR', 'lines')
    await expectRefusal(read({ kind: 'message', text: 'a' }, b.as('VIEWER')), 'FORBIDDEN')
  })
})
