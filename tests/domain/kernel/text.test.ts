import { describe, expect, it } from 'vitest'
import { isUuid } from '../../../core/domain/kernel/ids.ts'
import { beginWords, queryTerms, searchTerms } from '../../../core/domain/kernel/text.ts'

describe('searchTerms', () => {
  it.each<[string[], string[]]>([
    [['Ana Núñez'], ['ana', 'nunez']],
    [['STRASSE', 'Straße'], ['strasse']],
    [['İstanbul'], ['istanbul']],
    [['INV-0001, INV-0001'], ['inv', '0001', 'inv0001']],
    [['ana@example.com'], ['ana', 'example', 'com']],
    [['+1 (416) 555-0199'], ['1', '416', '555', '0199', '5550199']],
    [['ﬁne １２'], ['fine', '12']],
    [['東京 Москва'], ['東京', 'москва']],
    [['', ' -- '], []],
    [['Łukasz Øyvind'], ['lukasz', 'oyvind', 'oeyvind']],
    [["O'Brien"], ['o', 'brien', 'obrien']],
    [['D’Angelo D´Angelo'], ['d', 'angelo', 'dangelo']],
    [['Mei-Lin'], ['mei', 'lin', 'meilin']],
    [['Müller & Söhne'], ['muller', 'sohne', 'mueller', 'soehne']],
    [['IŞIK', 'ışık'], ['isik']],
    [['Þór Æsa Œuvre'], ['thor', 'aesa', 'oeuvre']],
    [['Σίσυφος'], ['σισυφοσ']],
  ])('%j are %j', (texts, terms) => {
    expect(searchTerms(...texts)).toEqual(terms)
  })

  it('skips what is absent', () => {
    expect(searchTerms(null, undefined, 'a')).toEqual(['a'])
  })

  it('makes at most 20 terms of at most 64 characters', () => {
    const many = Array.from({ length: 30 }, (_, i) => `word${i}`)
    expect(searchTerms(many.join(' '))).toEqual(many.slice(0, 20))
    expect(searchTerms('x'.repeat(5000))).toEqual(['x'.repeat(64)])
    expect(searchTerms('𐐨'.repeat(5000))).toEqual(['𐐨'.repeat(64)])
  })

  it('finds what was stored: terms of terms are the same', () => {
    const terms = searchTerms('Ana Núñez-Łódź ﬁne Ⅻ')
    expect(searchTerms(terms.join(' '))).toEqual(terms)
  })

  it.each([
    ['lukasz', 'Łukasz'],
    ['oyvind', 'Øyvind'],
    ['strasse', 'Hauptstraße Straße'],
    ['straße', 'Strasse'],
    ['obrien', "O'Brien"],
    ["o'brien", 'OBrien'],
    ['O’Brien', "Sinéad O'Brien"],
    ['brien', "O'Brien"],
    ['ışık', 'Işık'],
    ['IŞIK', 'ışık'],
    ['isik', 'IŞIK'],
    ['mueller', 'Müller'],
    ['müller', 'Müller'],
    ['meilin', 'Mei-Lin'],
    ['mei lin', 'Mei-Lin'],
    ['mei-l', 'Mei Lin'],
    ["l'or", "L'Oréal"],
  ])('%s finds %s', (typed, name) => expect(beginWords(queryTerms(typed), name)).toBe(true))

  it.each([
    ['brian', "O'Brien"],
    ['', ''],
  ])('%s finds nothing of %s that is not there', (typed, name) =>
    expect(beginWords(queryTerms(typed), name)).toBe(typed === ''),
  )
})

describe('isUuid', () => {
  it('knows our ids only', () => {
    expect(isUuid('01920000-0000-7000-8000-000000000001')).toBe(true)
  })

  it.each([
    '',
    '1',
    '01920000-0000-7000-8000-00000000000',
    '01920000-0000-7000-8000-0000000000011',
    '01920000-0000-7000-8000-00000000000g',
    '{01920000-0000-7000-8000-000000000001}',
    '01920000000070008000000000000001',
    '01920000-0000-7000-8000-000000000001\n',
    '../etc/passwd',
  ])('%j is not one', (text) => {
    expect(isUuid(text)).toBe(false)
  })
})
