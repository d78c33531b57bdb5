export interface Candidate {
  id: string
  channel: string | null
  language: string | null
  profile_scopes: readonly string[]
}

export interface Wanted {
  channel: string
  /** Of the customer; null: nobody said. */
  language: string | null
  businessLanguage: string
  profileId: string
  /** The one that the business chose for its profile (H-PROF-13). */
  preferredId: string | null
}

/**
 * Which of the defaults is proposed: one in the customer's language, before the one that the business chose, before one in
 * the language of the business, before one in none. Among equals one for this channel goes before one for any, and one for
 * this profile before one for all. Null where none is for it: then the text that comes with the product is.
 */
export function chooseTemplate<T extends Candidate>(candidates: readonly T[], wanted: Wanted): T | null {
  const ranked = candidates
    .filter((one) => isFor(one, wanted))
    .map((one) => ({ one, rank: [languageRank(one, wanted), one.channel ? 0 : 1, scopeRank(one)] }))
  ranked.sort((a, b) => compare(a.rank, b.rank) || (a.one.id < b.one.id ? 1 : -1))
  return ranked[0]?.one ?? null
}

const isFor = (one: Candidate, wanted: Wanted): boolean =>
  (one.channel === null || one.channel === wanted.channel) &&
  (one.profile_scopes.length === 0 || one.profile_scopes.includes(wanted.profileId) || one.id === wanted.preferredId) &&
  languageRank(one, wanted) < STRANGE

const STRANGE = 6

function languageRank({ id, language }: Candidate, wanted: Wanted): number {
  const theirs = wanted.language ?? wanted.businessLanguage
  if (language === theirs) return id === wanted.preferredId ? 0 : 1
  if (isSame(language, theirs)) return 2
  if (id === wanted.preferredId) return 3
  if (isSame(language, wanted.businessLanguage)) return 4
  return language === null ? 5 : STRANGE
}

/** The same language, as it may be in another country. */
const isSame = (language: string | null, other: string) => language?.slice(0, 2) === other.slice(0, 2)

/** The fewer profiles it is for, the more it is meant. */
const scopeRank = ({ profile_scopes: { length } }: Candidate) => length || Number.MAX_SAFE_INTEGER

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
