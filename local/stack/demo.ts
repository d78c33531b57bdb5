import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { TENANT_ID } from '../demo/ids.ts'
import { MEMBERS, OWNER, REVIEWER } from '../demo/people.ts'
import { recallPayments } from '../demo/recall.ts'
import { sendTodays, TODAYS } from '../demo/today.ts'
import type { Stack } from './stack.ts'

export interface DemoSignIn {
  email: string
  /** Also of the others. */
  password: string
  others: { email: string; role: string }[]
  /** With the same password; none in a demo business that was made before there were reviewers. */
  reviewer?: string
}

type Running = Pick<Stack, 'origin' | 'adminUrl' | 'servicesUrl'>

/**
 * Makes the demo business in an empty database and answers how its people sign in; null where there is none. The password
 * is kept first and the business is made in one go, so that a start that was killed is made good by the next one.
 */
export async function ensureDemo(dataDir: string, stack: Running): Promise<DemoSignIn | null> {
  const file = join(dataDir, 'demo.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn) : null
  const found = await lookAt(stack.adminUrl)
  const isOurs = found.made ? known !== null : !found.inhabited
  if (!isOurs) return null
  const signIn = known ?? newSignIn(file)
  if (!found.made) {
    // Loaded on the first start only: it brings the whole business logic along.
    const { seedDemo, simulatedStripe } = await import('../demo/seed.ts')
    const payments = simulatedStripe(stack.servicesUrl)
    if (!(await seedDemo({ adminUrl: stack.adminUrl, password: signIn.password, payments }))) return null
  }
  if (!found.made || found.unsent) {
    await recallPayments(stack).catch(complain)
    await sendTodays(stack, signIn).catch(complain)
  }
  return signIn
}

function newSignIn(file: string): DemoSignIn {
  const others = Object.values(MEMBERS).map(({ email, role }) => ({ email, role }))
  const signIn = { email: OWNER.email, password: newPassword(), others, reviewer: REVIEWER.email }
  writeFileSync(`${file}.new`, JSON.stringify(signIn, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return signIn
}

/** Easy to type, and another one on each machine: the database may be reachable from elsewhere. */
const newPassword = (): string =>
  `maple-${Array.from({ length: PASSWORD_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const PASSWORD_LETTERS = 10

async function lookAt(adminUrl: string): Promise<{ made: boolean; inhabited: boolean; unsent: boolean }> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(LOOK, [TENANT_ID, TODAYS])
    return rows[0]
  } finally {
    await client.end()
  }
}

const LOOK = `select exists (select from app.tenants where id = $1) as made,
  exists (select from app.tenants) or exists (select from app.users) as inhabited,
  exists (select from invoices where tenant_id = $1 and id = any ($2) and status = 'DRAFT'
    and invoice_number is null and deleted_at is null) as unsent`

const complain = (error: unknown): void => console.error('The demo business is not complete:', error)
