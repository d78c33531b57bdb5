export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E }

/** What was asked for. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

/** A refusal that is normal: a tagged reason instead of a throw. */
export const err = <E>(error: E): { ok: false; error: E } => ({ ok: false, error })
