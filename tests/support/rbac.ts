import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ACTING_ROLES, type Role } from '../../core/domain/permissions.ts'
import { until } from './api.ts'
import type { SharedStack } from './shared-stack.ts'
import type { TeamBusiness } from './team.ts'

/** `own`: only what is assigned to or made by him. `open`: without a token. */
export type Cell = 'yes' | 'own' | 'no' | 'open'
export const CALLERS = [...ACTING_ROLES, 'ANONYMOUS', 'PORTAL'] as const
export type Caller = Role | 'ANONYMOUS' | 'PORTAL'

const FILE = fileURLToPath(new URL('../http/matrix/rbac.csv', import.meta.url))

/** The checked-in matrix of RB1: operation to caller to cell. */
export const RBAC: ReadonlyMap<string, Readonly<Record<Caller, Cell>>> = new Map(
  readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [operation = '', ...cells] = line.split(',')
      return [operation, Object.fromEntries(CALLERS.map((caller, at) => [caller, cells[at]])) as Record<Caller, Cell>]
    }),
)

/** Waits until the queue has done what is due for a business, so that nothing changes by itself. */
export async function untilQuiet(b: TeamBusiness): Promise<void> {
  const due = () =>
    b.stack.admin<{ key: string }>(
      `select key from app.jobs where tenant_id = $1 and done_at is null and run_at <= app.now()`,
      [b.tenantId],
    )
  await until(due, (jobs) => jobs.length === 0)
}

/** How many mails went to an address. */
export async function mailsTo(stack: SharedStack, to: string): Promise<number> {
  const response = await fetch(`${stack.origin}/local/mailbox.json?to=${encodeURIComponent(to)}`)
  return ((await response.json()) as unknown[]).length
}
