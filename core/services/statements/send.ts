import type { SendStatement } from '../../contract/statements.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { parseEmail } from '../../domain/kernel/contact-points.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { getStatement, printedStatements } from './get.ts'
import { mailStatement, parseSent, type Sent, type StatementPorts } from './mail.ts'

/** A person mails a customer's statement; the same days to the same address once a day. Three trips. */
export function sendStatement(
  tenant: TenantDb,
  ports: StatementPorts,
  id: string,
  input: SendStatement,
): Promise<Sent> {
  const { message = null, to_address: typed, ...days } = input
  return tenant.once('contacts.send_statement', parseSent, async () => {
    const row = await getStatement(tenant, id, days, 'contacts.send_statement')
    const to = typed === undefined ? addressOf(row.contact.email) : readAddress(typed)
    return mailStatement(tenant, ports, {
      contact_id: row.contact.id,
      key: `statement:${row.contact.id}:${row.from}:${row.to}:${row.today}:${to}`.slice(0, 256),
      to,
      message,
      isAutomatic: false,
      statements: printedStatements(row),
    })
  })
}

function addressOf(email: string | null): string {
  if (email === null) throw invalid('to_address', 'The contact has no email address: give one here')
  return email
}

function readAddress(text: string): string {
  const email = parseEmail(text)
  if (!email.ok) throw invalid('to_address', 'Use an e-mail address such as name@example.com')
  return email.value
}
