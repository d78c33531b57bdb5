import { describe, expect, it } from 'vitest'
import { contrastRatio, isReadable, isVisible } from '../../../core/domain/kernel/contrast.ts'

describe('contrast', () => {
  it.each([
    ['#000000', '#FFFFFF', 21],
    ['#FFFFFF', '#ffffff', 1],
    ['#777777', '#FFFFFF', 4.48],
    ['#767676', '#FFFFFF', 4.54],
    ['#1F5FBF', '#FFFFFF', 6.09],
    ['#86B1F5', '#1B1D1A', 7.78],
    ['#0E1A2C', '#86B1F5', 8],
    ['#8A5300', '#FCF0DC', 5.62],
    ['#FF0000', '#FFFFFF', 4],
  ])('%s on %s is %f to 1', (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 1)
    expect(contrastRatio(other, one)).toBe(contrastRatio(one, other))
  })

  it('reads from 4.5 and is seen from 3', () => {
    expect([isReadable('#FFFFFF', '#767676'), isReadable('#FFFFFF', '#777777')]).toEqual([true, false])
    expect([isVisible('#949494', '#FFFFFF'), isVisible('#959595', '#FFFFFF')]).toEqual([true, false])
  })

  it.each(['', 'red', '#FFF', '#GGGGGG', '#FFFFFF;', 'url(x)', '#1234567'])('%j is no colour', (text) => {
    expect(contrastRatio(text, '#FFFFFF')).toBeNull()
    expect(isReadable(text, '#000000')).toBe(false)
  })
})
