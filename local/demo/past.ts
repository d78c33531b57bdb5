import type { Moment } from './invoices.ts'
import { BUSINESS } from './people.ts'
import type { Transaction } from './transaction.ts'

/** Product time, set back while the history is written; nobody else sees it move. */
export interface Past {
  /** The present day in Toronto, YYYY-MM-DD. */
  today: string
  moveTo(moment: Moment): Promise<void>
  /** As it was before. */
  restore(): Promise<void>
}

export async function openPast(transaction: Transaction): Promise<Past> {
  const [clock] = await transaction.query<{ shift: string }>('select shift::text from app.clock')
  const shift = clock?.shift ?? '0'
  if (!clock) await transaction.query(`insert into app.clock (shift) values ('0')`)
  const [day] = await transaction.query<{ today: string }>(
    'select ((now() + $1::interval) at time zone $2)::date::text as today',
    [shift, BUSINESS.timezone],
  )
  return {
    today: day!.today,
    async moveTo([day, time]) {
      await transaction.query(SET_BACK, [shift, BUSINESS.timezone, day, time, WORKED_UNTIL])
    },
    async restore() {
      if (clock) await transaction.query('update app.clock set shift = $1::interval', [shift])
      else await transaction.query('delete from app.clock')
    },
  }
}

/**
 * The day is told as it looks at this time; earlier in the day it has gone by faster, so that nothing lies ahead. Times are
 * whole milliseconds, as columns keep them: what rounds up would not be due at the moment it was made.
 */
const WORKED_UNTIL = '11:50'

const SET_BACK = `
  with present as (select now() + $1::interval as at, (now() + $1::interval) at time zone $2 as here),
    day as (select at, here, date_trunc('day', here) as midnight from present)
  update app.clock set shift = (
    select date_trunc('milliseconds', midnight + $3::int * interval '1 day' + $4::time::interval * case when $3::int < 0 then 1
      else least(1, extract(epoch from here - midnight) / extract(epoch from $5::time::interval)) end) at time zone $2 - now() from day)`
