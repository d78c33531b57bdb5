import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phoneQuery, phoneTerms } from '../../../core/domain/contacts/phone-terms.ts'

describe('phoneTerms', () => {
  it('has the number with and without every possible calling code', () => {
    expect(phoneTerms('+14165550123')).toEqual(['14165550123', '4165550123', '165550123', '65550123'])
    expect(phoneTerms('')).toEqual([])
  })
})

describe('phoneQuery', () => {
  it.each([
    ['416 555 0123', '4165550123'],
    ['(416) 555-01', '41655501'],
    ['+44 20.7946', '44207946'],
    ['020 7946 0000', '2079460000'],
    ['41655', '41655'],
    ['4165', null],
    ['00000', null],
    ['unit 41655', null],
    ['', null],
  ])('%j is %j', (query, term) => {
    expect(phoneQuery(query)).toBe(term)
  })

  it('finds the number however it is grouped, from five digits on', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{9}$/)
    fc.assert(
      fc.property(
        digits,
        fc.integer({ min: 5, max: 10 }),
        fc.constantFrom(' ', '-', '.', ') '),
        (number, length, gap) => {
          const typed = `${number.slice(0, 3)}${gap}${number.slice(3, length)}`
          const term = phoneQuery(typed)
          return term !== null && phoneTerms(`+1${number}`).some((kept) => kept.startsWith(term))
        },
      ),
    )
  })
})
