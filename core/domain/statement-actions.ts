import { office, type Row, view } from './rights.ts'

const CONTACT = { tells: 'contact' } as const

/** The account of a customer (payments and invoices together), read and mailed. */
export const STATEMENT_ACTIONS = {
  'contacts.statement': { may: view('record_payments') },
  // A job mails what a rule of the business asks for each month.
  'contacts.send_statement': { may: office, also: ['JOB'], audit: 'contact.send_statement', ...CONTACT },
  'contacts.send_statement_attempted': {
    of: 'contacts.send_statement',
    audit: 'contact.send_statement_attempted',
    ...CONTACT,
  },
  'contacts.send_statement_failed': {
    of: 'contacts.send_statement',
    audit: 'contact.send_statement_failed',
    ...CONTACT,
  },
  'contacts.follow': { also: ['JOB'], audit: 'contact.follow', ...CONTACT },
  'contacts.plan_statements': { also: ['JOB'], audit: 'contact.plan_statements' },
} as const satisfies Record<string, Row>
