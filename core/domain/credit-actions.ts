import { leaders, type Row } from './rights.ts'

/** Corrections of what was finalised: as void, they are for those who lead (H-RBAC-16). */
export const CREDIT_ACTIONS = {
  'invoices.write_off': {
    may: leaders,
    audit: 'invoice.write_off',
    event: 'invoice.written_off',
    tells: 'invoice',
  },
  'invoices.reverse_write_off': { may: leaders, audit: 'invoice.reverse_write_off', tells: 'invoice' },
} as const satisfies Record<string, Row>
