import { beforeAll, expect, it } from 'vitest'
import { CreateExpense, UpdateExpense } from '../../../core/contract/expenses.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { createExpense } from '../../../core/services/expenses/create.ts'
import { approveExpense, rejectExpense } from '../../../core/services/expenses/decide.ts'
import { deleteExpense } from '../../../core/services/expenses/delete.ts'
import { submitExpense } from '../../../core/services/expenses/submit.ts'
import { updateExpense } from '../../../core/services/expenses/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const AT_ONCE = 20
const times = <T>(work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => work(n).then(() => 'done', codeOf)))
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error))
const PAID = { vendor_name: 'Beacon Fuel', expense_date: '2026-11-18', amount: '68.42' }
const paid = async () => (await createExpense(ours.as('STAFF'), CreateExpense.parse(PAID))).id
const stands = async (id: string) => {
  const [row] = await database.admin(
    `select status, deleted_at is not null as gone,
       (select array_agg(action order by at) from app.audit a where a.entity_id = e.id and a.action <> 'expense.create') as told from expenses e where id = $1`,
    [id],
  )
  return row
}

it('H-SM-10 of many who approve and reject at once one decides, and only that is told', async () => {
  const id = await paid()
  await submitExpense(ours.as('STAFF'), id)
  const answers = await times((n) =>
    n % 2 ? approveExpense(ours.as('OWNER'), id) : rejectExpense(ours.as('ADMIN'), id, { reason: `No ${n}` }),
  )
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(new Set(answers)).toEqual(new Set(['done', 'CONFLICT']))
  const row = await stands(id)
  expect(row).toMatchObject({
    gone: false,
    told: ['expense.submit', expect.stringMatching(/^expense\.(approve|reject)$/)],
  })
})

it('is handed in or deleted, whichever came first, never both', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await paid()
    const answers = await times((n) =>
      n % 2 ? submitExpense(ours.as('STAFF'), id) : deleteExpense(ours.as('STAFF'), id),
    )
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    const row = (await stands(id)) as { status: string; gone: boolean }
    expect([`${row.status} ${row.gone}`]).toEqual([row.gone ? 'DRAFT true' : 'SUBMITTED false'])
  }
})

it('keeps what the first of two editors wrote, and tells the other', async () => {
  const id = await paid()
  const answers = await times((n) =>
    updateExpense(ours.as('STAFF'), id, UpdateExpense.parse({ notes: `No ${n}`, if_match_version: 1 })),
  )
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(new Set(answers)).toEqual(new Set(['done', 'CONFLICT']))
})
