import { beforeAll, describe, expect, it } from 'vitest'
import { EraseContact } from '../../../core/contract/contacts.ts'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { eraseContact } from '../../../core/services/contacts/erase.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
}, 60_000)

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error))
const erase = (id: string) =>
  eraseContact(ours.as('OWNER'), id, EraseContact.parse({ confirm: 'Maria Silva' })).then(() => 'erased', codeOf)

describe('two at once', () => {
  it('of many who erase the same person, one does', async () => {
    const { id } = await ours.contact()
    const answers = await Promise.all(Array.from({ length: 10 }, () => erase(id)))
    expect(answers.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'CONFLICT'), 'erased'])
    const rows = await database.admin(`select from app.erasures where contact_id = $1`, [id])
    expect(rows).toHaveLength(1)
  })

  it('who begins work for a person while it is erased either is in the way, or is refused', async () => {
    for (let n = 0; n < 12; n++) {
      const { id } = await ours.contact()
      const begin = createWorkItem(ours.as('STAFF'), CreateWorkItem.parse({ title: 'Repair', contact_id: id })).then(
        () => 'begun',
        codeOf,
      )
      expect((await Promise.all([erase(id), begin])).join(' ')).toMatch(/^(erased VALIDATION_ERROR|CONFLICT begun)$/)
    }
  })
})
