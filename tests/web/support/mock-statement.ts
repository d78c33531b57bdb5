import type { Statement } from '../../../core/contract/statements.ts'
import * as maple from './maple.ts'

const jane = maple.contacts[0]!
const of = { due_date: null, detail: null, invoice_id: maple.summaries[0]!.id }

export const statement: Statement = {
  contact_id: jane.id,
  contact_name: jane.display_name,
  from: '2026-09-01',
  to: '2026-11-20',
  accounts: [
    {
      currency: 'CAD',
      opening_balance: '40.00',
      entries: [
        {
          ...of,
          on: '2026-09-10',
          kind: 'INVOICE',
          id: of.invoice_id,
          number: 'INV-1039',
          due_date: '2026-09-24',
          amount: '200.00',
          balance: '240.00',
        },
        {
          ...of,
          on: '2026-10-02',
          kind: 'PAYMENT',
          id: '00000000-0000-7000-8000-0000000007a1',
          number: 'INV-1039',
          detail: 'Visa ending 4242',
          amount: '-100.00',
          balance: '140.00',
        },
        {
          ...of,
          on: '2026-10-05',
          kind: 'CREDIT_NOTE',
          id: '00000000-0000-7000-8000-000000000c01',
          number: 'CN-0001',
          amount: '-20.00',
          balance: '120.00',
        },
      ],
      closing_balance: '120.00',
      ageing: {
        not_due: '0.00',
        days_1_30: '0.00',
        days_31_60: '130.00',
        days_61_90: '0.00',
        days_over_90: '0.00',
        total: '130.00',
      },
      unapplied: '10.00',
      open_invoices: [],
      open_invoices_more: 0,
    },
  ],
}
