import { type SQL, sql } from 'drizzle-orm'
import { CURRENCY_CODES, minorUnits } from '../../domain/kernel/currencies.ts'
import { parseScaled } from '../../domain/kernel/decimal.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import { amountReadings, wordsOf } from '../../domain/payments/typed-amount.ts'
import { CANDIDATES_MAX, hasWord, objectsWith, WORDS_MAX } from '../search-terms.ts'

/** One word that was typed: what text it begins, what amounts it may be. */
interface Word {
  term: string | null
  amounts: readonly AskedAmount[]
}
interface AskedAmount {
  minor: string
  decimals: number
}

const USUAL_DECIMALS = 2
const OTHER_DECIMALS = JSON.stringify(
  Object.fromEntries(CURRENCY_CODES.map((code) => [code, minorUnits(code)]).filter(([, units]) => units !== 2)),
)
const ALL_DECIMALS = [...new Set(CURRENCY_CODES.map(minorUnits))].filter((units) => units !== null)

/**
 * The payments in which every word is found, as `p`: in what their invoice is found by, in their own notes, or as their
 * amount. What went back of a payment is found with it. Null words are no search.
 */
export function searchedPayments(typed: string | null): { from: SQL; where: SQL } {
  if (typed === null) return { from: sql`payments p`, where: sql`` }
  const [first, ...more] = wordsIn(typed)
  if (!first) return { from: sql`payments p`, where: sql` and false` }
  const words = [first, ...more]
  const found = sql.join(words.map(foundBy), sql` union `)
  const rarest = sql`select word from found group by word order by count(*), word limit 1`
  return {
    // By the key of each: joined, the planner may read all payments instead.
    from: sql`(with found as materialized (${found}) select id from found where word = (${rarest})) f
      cross join lateral (select * from payments p where p.tenant_id = app.tenant() and p.id = f.id limit 1) p`,
    where: sql.join(more.length ? words.map(holdsWord) : [], sql``),
  }
}

function wordsIn(typed: string): Word[] {
  const words = wordsOf(typed).flatMap((word): Word[] => {
    const amounts = amountReadings(word).flatMap(inEachCurrency)
    // Between the signs of an amount stand no words.
    const terms = amounts.length && /[.,]\d/.test(word) ? [] : queryTerms(word)
    if (terms.length === 0) return amounts.length ? [{ term: null, amounts }] : []
    return terms.map((term) => ({ term, amounts: terms.length === 1 ? amounts : [] }))
  })
  return words.slice(0, WORDS_MAX)
}

const inEachCurrency = (reading: string): AskedAmount[] =>
  ALL_DECIMALS.flatMap((decimals) => {
    const minor = parseScaled(reading, decimals)
    return minor.ok && minor.value !== 0n ? [{ minor: String(minor.value), decimals }] : []
  })

function foundBy({ term, amounts }: Word, word: number): SQL {
  const payment = (where: SQL) => sql`cross join lateral (select p.id from payments p
    where p.tenant_id = app.tenant() and ${where} limit ${CANDIDATES_MAX}) p`
  const select = (from: SQL) => sql`select ${word}::int as word, p.id from ${from}`
  const ways: SQL[] = []
  if (term !== null) {
    const own = sql`(${objectsWith('payment', term)}) f`
    ways.push(
      select(sql`(${objectsWith('invoice', term)}) f ${payment(sql`p.invoice_id = f.id`)}`),
      select(sql`${own} ${payment(sql`p.id = f.id`)}`),
      select(sql`${own} ${payment(sql`p.reverses_id = f.id`)}`),
    )
  }
  if (amounts.length) {
    // In the order of the one index that begins with the amount: whatever another could give in order would be read from its end.
    const newest = sql`cross join lateral (select p.id, p.currency from payments p
      where p.tenant_id = app.tenant() and p.amount = a.amount order by p.currency desc, p.id desc limit ${CANDIDATES_MAX}) p`
    ways.push(select(sql`(${askedAmounts(amounts)}) a ${newest} where ${decimalsOf('p')} = a.decimals`))
  }
  return sql.join(ways, sql` union `)
}

/** One descent for each way, asked of few. */
function holdsWord({ term, amounts }: Word): SQL {
  const ways: SQL[] = []
  if (term !== null)
    ways.push(hasWord('invoice', sql`p.invoice_id`, term), hasWord('payment', sql`coalesce(p.reverses_id, p.id)`, term))
  if (amounts.length) ways.push(sql`(p.amount, ${decimalsOf('p')}) in (${askedAmounts(amounts)})`)
  return sql` and (${sql.join(ways, sql` or `)})`
}

const askedAmounts = (amounts: readonly AskedAmount[]) =>
  sql`select sign.of * a.amount as amount, a.decimals
    from jsonb_to_recordset(${JSON.stringify(amounts.map(({ minor, decimals }) => ({ amount: minor, decimals })))}::jsonb) a (amount bigint, decimals int),
      (values (1), (-1)) sign (of)`

const decimalsOf = (row: string) =>
  sql`coalesce((${OTHER_DECIMALS}::jsonb->>${sql.raw(`${row}.currency`)}::text)::int, ${USUAL_DECIMALS})`
