/** Clocks of issuer and verifier may differ by this much (AU3). */
export const SKEW_SECONDS = 5

export interface ClaimRules {
  issuer: string
  /** Required value of `aud`; null when the issuer sends none. */
  audience: string | null
  /** Origins that `azp` may name; null when the issuer sends none. */
  parties: readonly string[] | null
  lifetimeSecondsMax: number
}

export type Claims = Record<string, unknown>

/** Why these signed claims are refused, or null. Times are seconds since 1970 of the machine's clock (AU3, AU4). */
export function refuseClaims(claims: Claims, rules: ClaimRules, nowSeconds: number): string | null {
  if (claims.iss !== rules.issuer) return 'issuer'
  if (rules.audience === null ? claims.aud !== undefined : claims.aud !== rules.audience) return 'audience'
  if (!isParty(claims.azp, rules.parties)) return 'party'
  return refuseTimes(claims, rules.lifetimeSecondsMax, nowSeconds)
}

function isParty(azp: unknown, parties: readonly string[] | null): boolean {
  if (azp === undefined || azp === null) return true
  return typeof azp === 'string' && parties !== null && parties.includes(azp)
}

function refuseTimes({ exp, iat, nbf }: Claims, lifetimeSecondsMax: number, nowSeconds: number): string | null {
  if (!isInstant(exp) || !isInstant(iat) || !(nbf === undefined || isInstant(nbf))) return 'times'
  if (exp + SKEW_SECONDS < nowSeconds) return 'expired'
  if (iat - SKEW_SECONDS > nowSeconds) return 'issued later'
  if (nbf !== undefined && nbf - SKEW_SECONDS > nowSeconds) return 'not yet'
  return exp - iat > lifetimeSecondsMax ? 'lives too long' : null
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
