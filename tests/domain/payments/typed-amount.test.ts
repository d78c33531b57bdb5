import { expect, it } from 'vitest'
import { amountReadings, wordsOf } from '../../../core/domain/payments/typed-amount.ts'

it.each([
  ['müller 1 049,95', ['müller', '1049,95']],
  ['  1\u202f049,95 €', ['1049,95', '€']],
  ["1'049.95 INV-7", ['1049.95', 'INV-7']],
  ['12 345 678', ['12345678']],
  ['10 20', ['10', '20']],
])('the words of %j are %j', (typed, words) => expect(wordsOf(typed)).toEqual(words))

it.each([
  ['30', ['30']],
  ['30,00', ['30.00']],
  ['$30.5', ['30.5']],
  ['-30', ['30']],
  ['\u221230€', ['30']],
  ['1.049,95', ['1049.95']],
  ['1,049.95', ['1049.95']],
  ['1.250', ['1250', '1.250']],
  ['1,250', ['1250', '1.250']],
  ['1.250.000', ['1250000']],
  ['1,25,000', []],
  ['30.', ['30']],
  ['INV-30', []],
  ['4242x', []],
  ['9'.repeat(19), []],
])('%s may mean %j', (word, readings) => expect(amountReadings(word)).toEqual(readings))
