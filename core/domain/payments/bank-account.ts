import { err, ok, type Result } from '../kernel/result.ts'

const IBAN = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/
const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/
const compact = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()

/** An IBAN without its spaces; a mistyped one is found by its check digits (ISO 13616). */
export function parseIban(text: string): Result<string, 'not_an_iban'> {
  const iban = compact(text)
  return IBAN.test(iban) && remainder(iban) === 1n ? ok(iban) : err('not_an_iban')
}

/** Its remainder by 97, with the country and check digits moved to the end and letters as numbers. */
const remainder = (iban: string): bigint =>
  BigInt((iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n

export function parseBic(text: string): Result<string, 'not_a_bic'> {
  const bic = compact(text)
  return BIC.test(bic) ? ok(bic) : err('not_a_bic')
}

/** As it is read out: in groups of four. */
export const spacedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

const ROUTING: Record<string, string> = {
  AU: 'BSB',
  CA: 'Transit and institution',
  GB: 'Sort code',
  IN: 'IFSC',
  JP: 'Bank and branch code',
  US: 'Routing number',
}

/** What the number of a bank beside the account's is called in a country. */
export const routingLabel = (country: string | null): string => ROUTING[country ?? ''] ?? 'Bank code'
