import type { PrintedBusiness, PrintedCustomer } from '../../core/contract/documents.ts'
import { addressLines } from '../../core/domain/documents/address.ts'
import { formatPhone } from '../../core/domain/kernel/contact-points.ts'

/** How a business signs: address, ways to reach it, tax number; only what it has. */
export function businessLines(business: PrintedBusiness, locale: string): string[] {
  return [
    addressLines(business, locale).join(', '),
    [business.email, business.phone && formatPhone(business.phone)].filter((part) => part).join(' · '),
    taxId(business),
  ].filter((line) => line !== '')
}

/** For whom it is, below the name: company, address, tax number. */
export function customerLines(customer: PrintedCustomer, locale: string): string[] {
  const company = customer.company_name === customer.display_name ? null : customer.company_name
  return [company ?? '', addressLines(customer, locale).join(', '), taxId(customer)].filter((line) => line !== '')
}

const taxId = ({ tax_id }: { tax_id: string | null }) => (tax_id ? `Tax ID ${tax_id}` : '')
