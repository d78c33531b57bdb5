import { type SQL, sql } from 'drizzle-orm'
import type { RecordName } from '../db/records.ts'

interface Listed {
  table: RecordName
  /** How `where`, `order` and the rest call the table. */
  as: string
  /** What is read where the list begins at another table, whose index is in the order of the list. */
  from?: SQL
  where: SQL
  /** More conditions for those who may see everything. */
  everybody: SQL
  /** More conditions for an agent, and what makes a row his: one condition for each index. */
  agent: SQL
  mine: readonly SQL[]
  order: SQL
  limit: number
}

/**
 * The rows of a page for whoever asks: row security hides from an agent what is not his (H-RBAC-14), and here he gets
 * branches with indexes of their own, because what he has in a large business lies far apart. Each branch answers a page.
 */
export function visibleRows({ table, as, from, where, everybody, agent, mine, order, limit }: Listed): SQL {
  const branch = (who: SQL, more: SQL) =>
    sql`(select ${sql.raw(as)}.* from ${from ?? sql.raw(`${table} ${as}`)} where ${who} and ${where} ${more} order by ${order} limit ${limit})`
  const branches = [branch(sql`app.agent() is null`, everybody), ...mine.map((own) => branch(own, agent))]
  return sql.join(branches, sql` union all `)
}
