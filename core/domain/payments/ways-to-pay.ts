import { routingLabel, spacedIban } from './bank-account.ts'

export interface WaysToPay {
  /** The account to pay into; empty where there is none. */
  account: { label: string; value: string }[]
  /** As the business wrote it. */
  text: string | null
}

interface Paid {
  name: string
  country: string | null
  bank_holder: string | null
  bank_name: string | null
  bank_iban: string | null
  bank_bic: string | null
  bank_account: string | null
  bank_routing: string | null
  payment_instructions: string | null
}

/** How a business is paid beside online; `reference` is what the payer writes on it. Null where it does not say. */
export function waysToPay(business: Paid, reference: string): WaysToPay | null {
  const account = accountOf(business, reference)
  const text = business.payment_instructions
  return account.length > 0 || text !== null ? { account, text } : null
}

function accountOf(business: Paid, reference: string): WaysToPay['account'] {
  const { bank_iban, bank_account } = business
  if (bank_iban === null && bank_account === null) return []
  const rows: [string, string | null][] = [
    ['Account holder', business.bank_holder ?? business.name],
    ['IBAN', bank_iban && spacedIban(bank_iban)],
    [routingLabel(business.country), business.bank_routing],
    ['Account number', bank_account],
    ['BIC', business.bank_bic],
    ['Bank', business.bank_name],
    ['Reference', reference],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
