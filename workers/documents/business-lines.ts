import type { PrintedBusiness } from '../../core/contract/documents.ts'

type Printed = Pick<
  PrintedBusiness,
  'address_line1' | 'address_line2' | 'city' | 'region' | 'postal_code' | 'country' | 'email' | 'phone' | 'tax_id'
>

/** How a business signs: address, ways to reach it, tax number; only what it has. */
export function businessLines(business: Printed): string[] {
  const town = joined(' ', business.city, business.region, business.postal_code)
  const place = joined(', ', business.address_line1, business.address_line2, town)
  return [
    // A country alone is no address.
    place && joined(', ', place, business.country),
    joined(' · ', business.email, business.phone),
    business.tax_id ? `Tax ID ${business.tax_id}` : '',
  ].filter((line) => line !== '')
}

const joined = (separator: string, ...parts: (string | null)[]) => parts.filter((part) => part).join(separator)
