import { beforeAll, expect, it } from 'vitest'
import { ApproveQuote } from '../../../core/contract/quotes.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { approveByLink, rejectByLink } from '../../../core/services/portal/decide-quote.ts'
import { approveQuote } from '../../../core/services/quotes/approve.ts'
import { convertQuote } from '../../../core/services/quotes/convert.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sendPorts } from '../../support/fake-mailer.ts'
import { linkedQuote, portalOf, typedForm } from '../../support/quoted.ts'

const database = useDatabase()
const { links } = sendPorts()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})
const AT_ONCE = 20
const times = <T>(work: (n: number) => Promise<T>) => Promise.all(Array.from({ length: AT_ONCE }, (_, n) => work(n)))
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error))

it('PT9 of many who approve and decline at once one decides, once told, with one deposit', async () => {
  const { id, hash } = await linkedQuote(ours, links, { deposit: { percent: '30' } })
  const answers = await times((n) =>
    (n % 2 ? rejectByLink : approveByLink)(
      portalOf(database, hash),
      links,
      hash,
      typedForm({ name: `Jane ${n}` }),
    ).then(({ status }) => status, codeOf),
  )
  const [decided, ...others] = answers.toSorted((a, b) => Number(a === 'CONFLICT') - Number(b === 'CONFLICT'))
  expect(['APPROVED', 'REJECTED']).toContain(decided)
  expect(new Set(others)).toEqual(new Set(['CONFLICT']))
  const [told] = await database.admin(
    `select (select status from quotes where id = $1) as status,
       (select count(*)::int from app.audit where entity_id = $1 and action in ('quote.approve', 'quote.reject')) as audits,
       (select count(*)::int from app.jobs where payload->>'quote_id' = $1::text and type = 'QUOTE_DECIDED') as jobs,
       (select count(*)::int from invoices where quote_id = $1) as deposits`,
    [id],
  )
  expect(told).toEqual({ status: decided, audits: 1, jobs: 1, deposits: decided === 'APPROVED' ? 1 : 0 })
})

it('MO14 of many who convert at once all get the same invoice', async () => {
  const { id } = await linkedQuote(ours, links, { deposit: { percent: '30' } })
  await approveQuote(ours.as('OWNER'), links, id, ApproveQuote.parse({ note: 'On the phone' }))
  const answers = await times(() => convertQuote(ours.as('OWNER'), id))
  expect(new Set(answers.map(({ invoice_id }) => invoice_id)).size).toBe(1)
  expect(answers.filter(({ created }) => created)).toHaveLength(1)
  const [{ count } = { count: 0 }] = await database.admin<{ count: number }>(
    `select count(*)::int as count from invoices where quote_id = $1 and status = 'DRAFT'`,
    [id],
  )
  expect(count).toBe(1)
})
