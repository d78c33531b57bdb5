/** What a seal says of a number of rows; its MAC is over exactly this. Digests in hex, `sealed_at` in milliseconds. */
export interface Sealed {
  tenant_id: string
  seq: number
  count: number
  digest: string
  previous: string | null
  sealed_at: number
}

export const sealText = ({ tenant_id, seq, count, digest, previous, sealed_at }: Sealed): string =>
  JSON.stringify(['audit seal', tenant_id, seq, count, digest, previous, sealed_at])

/** Rows of the audit whose content was erased together; its MAC is over exactly this. `digest`: of what they were and what is left. */
export interface ErasedSet {
  tenant_id: string
  id: string
  contact_id: string
  count: number
  digest: string
}

export const erasureText = ({ tenant_id, id, contact_id, count, digest }: ErasedSet): string =>
  JSON.stringify(['audit erasure', tenant_id, id, contact_id, count, digest])

/** A seal as it is now: whether it fits itself, and the first of its rows that is not as it was sealed. */
export interface CheckedSeal extends Omit<Sealed, 'tenant_id'> {
  fits: boolean
  bad: string | null
  mac: 'good' | 'bad' | 'unknown'
}

/** The last good seal before: what the next one must follow. `trusted`: one of a known key was among them. */
export interface Chain {
  seq: number
  digest: string | null
  trusted: boolean
}

export const EMPTY_CHAIN: Chain = { seq: 0, digest: null, trusted: false }

/** The last seal as it is known outside of the database. */
export interface Head {
  seq: number
  digest: string
}

export const FAULTS = ['ROW_CHANGED', 'ROW_ADDED', 'SEAL_CHANGED', 'SEAL_MISSING', 'END_MISSING'] as const
export interface Fault {
  kind: (typeof FAULTS)[number]
  /** The place in the chain; null of a row that no seal holds. */
  seal: number | null
  /** The row of the audit, where it can be said. */
  row: string | null
}

/**
 * The chain after these seals, or the first fault (AL1). A seal whose key is no longer known is good as long as one of a
 * known key follows, since that one vouches for all before it.
 */
export function followSeals(from: Chain, seals: readonly CheckedSeal[], head: Head | null): Chain | Fault {
  let chain = from
  for (const seal of seals) {
    if (seal.seq !== chain.seq + 1) return { kind: 'SEAL_MISSING', seal: chain.seq + 1, row: null }
    if (!isGenuine(seal, chain, head)) return { kind: 'SEAL_CHANGED', seal: seal.seq, row: null }
    if (seal.bad !== null) return { kind: 'ROW_CHANGED', seal: seal.seq, row: seal.bad }
    chain = { seq: seal.seq, digest: seal.digest, trusted: chain.trusted || seal.mac === 'good' }
  }
  return chain
}

function isGenuine(seal: CheckedSeal, chain: Chain, head: Head | null): boolean {
  const isKnown = seal.mac === 'good' || (seal.mac === 'unknown' && !chain.trusted)
  const fitsHead = head?.seq !== seal.seq || head.digest === seal.digest
  return isKnown && fitsHead && seal.fits && seal.previous === chain.digest
}

/** Nothing follows: whether what is known outside reaches further, and whether a key that we know vouches for it. */
export function endOfChain({ seq, trusted }: Chain, head: Head | null): Fault | null {
  if (head && head.seq > seq) return { kind: 'END_MISSING', seal: seq + 1, row: null }
  if (seq > 0 && !trusted) return { kind: 'SEAL_CHANGED', seal: seq, row: null }
  return null
}
