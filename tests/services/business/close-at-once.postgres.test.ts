import { describe, expect, it } from 'vitest'
import { SendInvoice } from '../../../core/contract/invoices.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { holdInvoice } from '../../../core/services/invoices/hold.ts'
import { closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error))

describe('two at once', () => {
  it('of several who close the same business, one does, and it ends once', async () => {
    const one = await closableBusiness(database)
    const closing = Array.from({ length: 6 }, () => one.close().then(() => 'closed', codeOf))
    expect((await Promise.all(closing)).toSorted()).toEqual([...Array.from({ length: 5 }, () => 'CONFLICT'), 'closed'])
    const jobs = await database.admin(`select from app.jobs where tenant_id = $1 and type = 'BUSINESS_REMOVE'`, [
      one.ours.tenantId,
    ])
    expect(jobs).toHaveLength(1)
    const opening = Array.from({ length: 4 }, () => one.reopen().then(() => 'open', codeOf))
    expect((await Promise.all(opening)).toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'open'])
  })

  it('what is sent while it closes is refused, or taken back: nothing of it goes out when it is opened again', async () => {
    const world = stripeWorld(database)
    for (let n = 0; n < 5; n++) {
      const one = await closableBusiness(database)
      const drafts = await Promise.all(Array.from({ length: 4 }, () => one.ours.draft()))
      const input = SendInvoice.parse({ channel: 'EMAIL', hold_seconds: 1 })
      const holds = drafts.map(({ id }) => holdInvoice(one.ours.as('OWNER'), id, input).then(() => 'held', codeOf))
      await Promise.all([one.close(), ...holds])
      expect((await Promise.all(holds)).every((each) => each === 'held' || each === 'BUSINESS_CLOSED')).toBe(true)
      await one.reopen()
      const waiting = await database.admin(`select from invoices where tenant_id = $1 and send_at is not null`, [
        one.ours.tenantId,
      ])
      const jobs = await database.admin(
        `select from app.jobs where tenant_id = $1 and type = 'INVOICE_SEND' and done_at is null`,
        [one.ours.tenantId],
      )
      expect([waiting, jobs]).toEqual([[], []])
    }
    expect(world.mailer.sent).toEqual([])
  })
})
