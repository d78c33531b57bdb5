import { IdParam } from '../../core/contract/common.ts'
import type { TenantDb } from '../../core/db/tenant-db.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { Cursors } from '../../core/services/cursor.ts'
import type { ListPage } from '../../core/services/pages.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'

type Load<Row> = (tenant: TenantDb, id: string) => Promise<Row>
type Verb<More extends unknown[], Result> = (tenant: TenantDb, id: string, ...more: More) => Promise<Result>

/** What the routes of one kind of object share: how it is loaded, and how it is shown. */
export function objectOf<Row, Shown>(
  load: Load<Row>,
  present: (row: Row) => Shown,
  idOf = (c: HubContext) => IdParam.parse(c.req.param()).id,
) {
  const now = async (c: HubContext) => present(await load(tenantDb(c), idOf(c)))

  /** A refused state answers with the object as it is now (H-GEN-11). */
  async function attempt<More extends unknown[], Result>(
    c: HubContext,
    verb: Verb<More, Result>,
    ...more: More
  ): Promise<Result> {
    try {
      return await verb(tenantDb(c), idOf(c), ...more)
    } catch (error) {
      if (error instanceof AppError && error.code === 'CONFLICT' && error.latest === undefined)
        error.latest = await now(c).catch(() => undefined)
      throw error
    }
  }

  return {
    attempt,
    get: async (c: HubContext) => answer(c, await now(c)),
    create: async <Input>(c: HubContext, verb: (tenant: TenantDb, input: Input) => Promise<Row>, input: Input) =>
      answer(c, present(await verb(tenantDb(c), input)), { status: 201 }),
    /** Answers the object as it is after the verb. */
    change: async <More extends unknown[]>(c: HubContext, verb: Verb<More, Row>, ...more: More) =>
      answer(c, present(await attempt(c, verb, ...more))),
    /** The same for what will happen later. */
    changeLater: async <More extends unknown[]>(c: HubContext, verb: Verb<More, Row>, ...more: More) =>
      answer(c, present(await attempt(c, verb, ...more)), { status: 202 }),
  }
}

/** One page of a list. */
export async function page<Query, Row, Shown>(
  c: HubContext,
  list: (tenant: TenantDb, cursors: Cursors, query: Query) => Promise<ListPage<Row>>,
  query: Query,
  present: (row: Row) => Shown,
) {
  const { rows, cursor } = await list(tenantDb(c), c.var.services.cursors, query)
  return answer(
    c,
    rows.map((row) => present(row)),
    { cursor },
  )
}
