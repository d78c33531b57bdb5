import type { MemberRole } from '../../core/domain/permissions.ts'
import { userId } from './ids.ts'

export interface Person {
  id: string
  name: string
  email: string
  role: MemberRole
  /** Days before today. */
  joined: number
}

const person = (n: number, name: string, role: MemberRole, joined: number): Person => ({
  id: userId(n),
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@maplecorner.example`,
  role,
  joined,
})

export const OWNER = person(1, 'Dana Kowalski', 'OWNER', 210)
export const MEMBERS: Readonly<Record<'olivia' | 'sam' | 'priya' | 'marcus', Person>> = {
  olivia: person(2, 'Olivia Hart', 'ADMIN', 205),
  sam: person(3, 'Sam Reyes', 'STAFF', 201),
  priya: person(4, 'Priya Nair', 'AGENT', 120),
  marcus: person(5, 'Marcus Bell', 'VIEWER', 98),
}

/** Of the platform, not of the business. */
export const REVIEWER = { id: userId(9), name: 'Omar Reid', email: 'ops@smbhub.example' } as const

export const BUSINESS = {
  name: 'Maple Corner Plumbing',
  timezone: 'America/Toronto',
  currency: 'CAD',
  country: 'CA',
  language: 'en',
  address_line1: '88 Harbord St',
  city: 'Toronto',
  region: 'ON',
  postal_code: 'M5S 1G5',
  email: 'office@maplecorner.example',
  phone: '+1 416 555 0190',
  website: 'https://maplecorner.example',
  tax_id: '81234 5678 RT0001',
  brand_color: '#1F5FBF',
  net_days: 14,
  invoice_notes: 'Thank you for your business.',
  payment_instructions: 'Interac e-Transfer to pay@maplecorner.example, or a check at the door.',
  invoice_terms: 'Work is guaranteed for one year from the day it was done.',
} as const
