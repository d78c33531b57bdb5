import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { connect, Meter } from '../../core/db/meter.ts'

type Env = { Bindings: { DATABASE_URL: string; DATABASE_GATEWAY: string } }

/** As little as a Worker can do with a database: one trip, one row. */
const app = new Hono<Env>().get('/', async (c) => {
  const db = connect({ url: c.env.DATABASE_URL, gateway: c.env.DATABASE_GATEWAY }, new Meter())
  const { rows } = await db.execute(sql`select 1 as one`)
  return c.json({ data: rows[0] })
})

export default app
