/** A mail as a provider's webhook brings it. */
export interface HookedMail {
  from: string
  to: string
  raw: Uint8Array
  /** Signed once: with another mail it is somebody's trick. */
  token: string | null
}
