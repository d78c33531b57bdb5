import { beforeAll, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { type ReadArchive, readArchive } from '../../support/archives.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { roundTrip } from '../../support/round-trip.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const EXPORTS = 4
const WRITERS = 6
/** Of each writer, so that an export is not the last to be served. */
const WRITES = 30
const database = useDatabase()
let world: StripeWorld
let ours: TestBusiness
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
  ours = await makeBusiness(database)
})

/** Where the rows of an archive are not of one moment. */
function broken(archive: ReadArchive): string[] {
  const [invoices, lines, payments] = [
    archive.rows('invoices'),
    archive.rows('invoice_lines'),
    archive.rows('payments'),
  ]
  const applied = new Map<unknown, number>()
  for (const { invoice_id, applied: sum } of payments)
    applied.set(invoice_id, (applied.get(invoice_id) ?? 0) + Number(sum))
  const counted = Number(archive.rows('counters').find(({ kind }) => kind === 'invoice')?.last ?? 0)
  const numbered = invoices.filter(({ invoice_number }) => invoice_number !== null).length
  const unpaid = invoices.filter(({ id, amount_paid }) => (applied.get(id) ?? 0) !== amount_paid)
  return [
    ...(lines.length === invoices.length * 2 ? [] : [`${lines.length} lines of ${invoices.length} invoices`]),
    ...(counted === numbered ? [] : [`${numbered} numbers of ${counted}`]),
    ...unpaid.map(({ id }) => `${id} is not paid by its payments`),
  ]
}

it('EX3 is of one moment while others write: every invoice with its lines, numbers and payments', async () => {
  const { exported } = roundTrip(database, world)
  let isOver = false
  const line = { name: 'Work', qty: '1', rate: '10.00' }
  const write = async () => {
    for (let n = 0; n < WRITES && !isOver; n++) {
      const { id } = await ours.sentInvoice({ line_items: [line, line] })
      await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '15.00' }))
    }
  }
  const writers = Array.from({ length: WRITERS }, write)
  const archives: ReadArchive[] = []
  try {
    for (let n = 0; n < EXPORTS; n++) archives.push(readArchive(await exported(ours)))
  } finally {
    isOver = true
    await Promise.all(writers)
  }
  const sizes = archives.map((archive) => archive.rows('invoices').length)
  expect(sizes.at(-1)).toBeGreaterThan(sizes[0]!)
  expect(archives.flatMap(broken)).toEqual([])
})
