/** How PostgreSQL writes an instant where the session's zone is UTC, in JSON and as text. */
const UTC = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/

/** PostgreSQL writes an instant with an offset; the API writes ISO 8601 in UTC. */
export function toInstant(text: string): string {
  const [, day, time, fraction = ''] = UTC.exec(text) ?? []
  return day ? `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z` : new Date(text).toISOString()
}
export const toInstantOrNull = (text: string | null): string | null => (text === null ? null : toInstant(text))
