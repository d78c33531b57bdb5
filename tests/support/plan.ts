import { type SQL, sql } from 'drizzle-orm'
import type { TenantDb } from '../../core/db/tenant-db.ts'

interface PlanNode {
  'Node Type': string
  'Index Name'?: string
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: PlanNode[]
}

export interface Plan {
  /** Pages looked at: what the query costs, whatever the machine. */
  buffers: number
  nodes: string[]
  indexes: string[]
}

/** How the database answers a query, as hub_app, under row security. */
export async function planOf(tenant: TenantDb, query: SQL): Promise<Plan> {
  const explain = tenant.db.execute<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    sql`explain (analyze, buffers, format json) ${query}`,
  )
  const [, { rows }] = await tenant.read('home.read', explain)
  const root = rows[0]!['QUERY PLAN'][0].Plan
  const nodes = flatten(root)
  return {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    nodes: nodes.map((node) => node['Node Type']),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
  }
}

const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
