import { expect, it } from 'vitest'
import { TABLE } from '../../../core/domain/action-table.ts'
import { deedOf } from '../../../web/models/audit-words.ts'

it('says every deed of the audit in words, none by its name in the code', () => {
  const names = Object.values(TABLE).flatMap((row) => ('audit' in row ? [row.audit] : []))
  expect(names.length).toBeGreaterThan(150)
  expect([...new Set(names)].filter((name) => deedOf(name).includes(': '))).toEqual([])
})
