import { type SQL, sql } from 'drizzle-orm'
import type { SearchKind } from '../db/records.ts'
import { searchTerms } from '../domain/kernel/text.ts'

type Texts = readonly (string | null | undefined)[]

/**
 * The call that makes an object findable by these texts, and no longer by what these fields said before; the same batch
 * that writes the object makes it. None when no field is given.
 */
export function indexTerms(kind: SearchKind, id: string, fields: Readonly<Record<string, Texts>>): SQL[] {
  const terms = Object.entries(fields).map(([field, texts]) => [field, searchTerms(...texts)] as const)
  if (terms.length === 0) return []
  return [sql`app.index_terms(${kind}, ${id}::uuid, ${JSON.stringify(Object.fromEntries(terms))}::jsonb)`]
}

const LETTERS_READ = 3000
const WORDS_OF_A_CALL = 12
const TERMS_OF_TEXT = 200

/** What a message is found by: the words of its beginning, more than a name or a subject has. */
export function termsOfText(text: string): string[] {
  const words = text.slice(0, LETTERS_READ).split(/\s+/)
  const runs = Array.from({ length: Math.ceil(words.length / WORDS_OF_A_CALL) }, (_, n) =>
    searchTerms(words.slice(n * WORDS_OF_A_CALL, (n + 1) * WORDS_OF_A_CALL).join(' ')),
  )
  return [...new Set(runs.flat())].slice(0, TERMS_OF_TEXT)
}

/** Objects that one word may bring up: more would make a search as slow as the business is large (MECHANISMS 7). */
export const CANDIDATES_MAX = 1000
export const WORDS_MAX = 8

export interface Search {
  /** Few objects, found by the word that brings up the fewest, the newest first where it brings up too many. */
  candidates: SQL
  /** Every word begins a word of the object; to be asked of few. */
  words: SQL
}

/** Conditions, beginning with `and`, on an object's id; null words are no search at all. */
export function searchFor(kind: SearchKind, id: SQL, terms: readonly string[] | null): Search {
  if (terms === null) return { candidates: sql``, words: sql`` }
  const asked = terms.slice(0, WORDS_MAX)
  if (asked.length === 0) return { candidates: sql`and false`, words: sql`and false` }
  const found = asked.map((term, word) => foundBy(kind, term, word))
  const words = sql.join(
    asked.map((term) => sql`and ${hasWord(kind, id, term)}`),
    sql` `,
  )
  if (found.length === 1) return { candidates: sql`and ${id} in (select f.id from ${found[0]} f)`, words }
  const rarest = sql`select word from found group by word order by count(*), word limit 1`
  const candidates = sql`and ${id} in (with found as materialized (${sql.join(found, sql` union all `)})
    select f.id from found f where f.word = (${rarest})) ${words}`
  return { candidates, words }
}

const termsLike = (kind: SearchKind, term: string) =>
  sql`s.tenant_id = app.tenant() and s.kind = ${kind} and s.term ^@ ${term}::text`

const foundBy = (kind: SearchKind, term: string, word: number) =>
  sql`(select ${word}::int as word, s.id from (${objectsWith(kind, term)}) s)`

/** The newest objects that a word brings up. */
export const objectsWith = (kind: SearchKind, term: string): SQL => sql`select s.id from search_terms s
  where ${termsLike(kind, term)} order by s.term desc, s.id desc limit ${CANDIDATES_MAX}`

/** One descent for each object. As `exists` it could become a join that reads every object the word is in. */
export const hasWord = (kind: SearchKind, id: SQL, term: string): SQL =>
  sql`(select true from search_terms s where ${termsLike(kind, term)} and s.id = ${id} limit 1)`
