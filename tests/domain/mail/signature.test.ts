import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newText } from '../../../core/domain/mail/new-text.ts'
import { signatureFacts } from '../../../core/domain/mail/signature.ts'
import { growth } from '../../support/growth.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const facts = (text: string, from: { from_name?: string; from_address?: string; country?: string } = {}) => {
  const { name, phone, address } = signatureFacts({ ...newText(text), ...from })
  return [name?.value ?? null, phone?.value ?? null, address?.value ?? null]
}

describe.skipIf(!hasSharedData)('signatures with their senders', () => {
  const read = (file: string) =>
    readFileSync(join(SHARED_DATA, 'replies/talon/signature/emails/stripped', file), 'utf8')

  it.each([
    ['jeff', 'Stavros Xxxxxx', null],
    ['long', 'Gina Xxxxxxxxx', '+15553469947'],
    ['short_url', 'Noam', null],
    ['sparse', 'John Doe', '+15559310702'],
    ['camel_case', null, null],
  ])('%s', (mail, name, phone) => {
    const from_name = read(`${mail}_sender`).trim()
    expect(from_name).toBe(name ?? '')
    expect(facts(read(`${mail}_body`), { from_name, country: 'US' })).toEqual([name, phone, null])
    expect(facts(read(`${mail}_body`), { country: 'US' })).toEqual([name, phone, null])
  })
})

describe('who a sender says he is', () => {
  it.each([
    [
      'Yes please.\n\nKind regards,\nAnn Miller\n12 High Street\nLondon SW1A 1AA\nM: 07400 123456',
      'GB',
      ['Ann Miller', '+447400123456', '12 High Street\nLondon SW1A 1AA'],
    ],
    [
      'Bitte melden.\n\nMit freundlichen Grüßen\nDr. Jürgen Müller\nMüller GmbH\nHauptstr. 5\n10115 Berlin\nTel.: 030 1234567\nFax: 030 1234568',
      'DE',
      ['Jürgen Müller', '+49301234567', 'Hauptstr. 5\n10115 Berlin'],
    ],
    [
      'Merci.\n\n-- \nMarie Curie\n4 rue des Lilas, 75005 Paris\n+33 6 12 34 56 78',
      'FR',
      ['Marie Curie', '+33612345678', '4 rue des Lilas, 75005 Paris'],
    ],
    [
      'Thanks.\n\nJoe Smith | Owner\n111 Main St, San Francisco, CA 94133\n(415) 555-2671 | joe@example.com',
      'US',
      ['Joe Smith', '+14155552671', '111 Main St, San Francisco, CA 94133'],
    ],
    [
      'Groet,\nJan de Vries\nKeizersgracht 1\n1015 AB Amsterdam',
      'NL',
      ['Jan de Vries', null, 'Keizersgracht 1\n1015 AB Amsterdam'],
    ],
    [
      'Cheers\nSarah\n\n—————\nSarah Johnson\nProduct Manager\n📧 sarah@example.com\n📱 +1 415 555 0123',
      'US',
      ['Sarah Johnson', '+14155550123', null],
    ],
  ])('%s', (text, country, expected) => expect(facts(text, { country })).toEqual(expected))

  it.each([
    'Can you come on 05.02.2025 at 10:00? Our number is not 030 1234567.',
    'The tap drips.\nPlease come.',
    'Thank you!\n\nSent from my iPhone',
    'Please see below.\n\nOrder no. 4155552671\nVAT 123456789',
    'Regards\nThe Team',
    'Regards\n\nReceived: from [198.51.100.102]\nMESSAGE TRUNCATED',
    'Send it to\n\n111 Main St, San Francisco, CA 94133 and call 415-555-2671 when you are there, please.',
    '',
  ])('says nothing of: %s', (text) => expect(facts(text, { country: 'US' })).toEqual([null, null, null]))

  it('names the line each was read from, and how sure it is', () => {
    const { name, phone } = signatureFacts({
      ...newText('Yes.\n\nBest,\nAnn\n\n-- \nAnn Miller\nTel +1 415 555 2671'),
      from_name: 'Ann Miller',
    })
    expect(name).toEqual({ value: 'Ann Miller', line: 'Ann', confidence: 'HIGH' })
    expect(phone).toEqual({ value: '+14155552671', line: 'Tel +1 415 555 2671', confidence: 'HIGH' })
  })

  it.each(['1 ', 'Ann Miller\n', '+1 ', 'a, ', '1 A, '])('%s takes linear time', (unit) => {
    expect(
      growth((length) =>
        signatureFacts({ new_text: unit.repeat(length / unit.length), signature: unit.repeat(length / unit.length) }),
      ),
    ).toBeLessThan(100)
  })
})
