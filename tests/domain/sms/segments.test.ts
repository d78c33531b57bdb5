import { describe, expect, it } from 'vitest'
import { segmentsOf } from '../../../core/domain/sms/segments.ts'

describe('SM2 segments', () => {
  it.each([
    ['', 'GSM7', 0, 160],
    ['a', 'GSM7', 1, 159],
    ['a'.repeat(160), 'GSM7', 1, 0],
    ['a'.repeat(161), 'GSM7', 2, 145],
    ['a'.repeat(306), 'GSM7', 2, 0],
    ['a'.repeat(307), 'GSM7', 3, 152],
    // Two septets each: 80 fit alone; 153 is odd, so a joined segment keeps a place empty.
    ['€'.repeat(80), 'GSM7', 1, 0],
    ['€'.repeat(81), 'GSM7', 2, 143],
    ['€'.repeat(153), 'GSM7', 3, 151],
    [`${'a'.repeat(159)}^`, 'GSM7', 2, 145],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM7', 2, 141],
    ['Grüße, ¿qué? Ñ @£$ÆØÅ Ω\n', 'GSM7', 1, 136],
    // Not in the alphabet: they bring all of the text to UCS-2.
    ['ç', 'UCS2', 1, 69],
    ['’', 'UCS2', 1, 69],
    ['á'.repeat(70), 'UCS2', 1, 0],
    ['á'.repeat(71), 'UCS2', 2, 63],
    ['á'.repeat(134), 'UCS2', 2, 0],
    ['日本語', 'UCS2', 1, 67],
    // Two units each; 67 is odd.
    ['😀'.repeat(35), 'UCS2', 1, 0],
    ['😀'.repeat(36), 'UCS2', 2, 61],
    ['😀'.repeat(67), 'UCS2', 3, 65],
  ])('%j', (text, encoding, count, left) => {
    expect(segmentsOf(text)).toEqual({ encoding, count, left })
  })
})
