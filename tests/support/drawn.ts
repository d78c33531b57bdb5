import { createHash } from 'node:crypto'

/** Set by `npm test`, new for each run. Without it, as when a file is run by itself or by `npm run test:whole`, all is tried. */
const SEED = process.env.TEST_SEED ?? ''

/**
 * One in `parts` of what is tried, others with each seed. For matrices whose cells are answered by the same few lines of
 * code: what breaks one breaks most, so any run sees it, and what breaks a single one is seen within a few runs, and always
 * by `npm run test:whole`. Two matrices of the same cells tell themselves apart by what they are `of`. Never for what keeps
 * tenants, roles or money apart.
 */
export function drawn<T>(cells: readonly T[], parts: number, of = ''): T[] {
  if (SEED === '') return [...cells]
  const places = cells.map((_, at) => ({ at, rank: rankOf(`${of} ${at}`) }))
  const taken = places.sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, Math.ceil(cells.length / parts))
  return taken
    .map(({ at }) => at)
    .sort((a, b) => a - b)
    .map((at) => cells[at]!)
}

/** Whether nothing is drawn. */
export const isWhole = SEED === ''

/** Of files that take turns in `npm test` because each costs so much: whether it is the turn of this one. */
export const hasTurn = (at: number, parts: number): boolean =>
  SEED === '' || Number.parseInt(rankOf('turn').slice(0, 8), 16) % parts === at

const rankOf = (what: string): string => createHash('sha256').update(`${SEED} ${what}`).digest('hex')
