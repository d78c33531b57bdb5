const GB = 1_000_000_000

/** What a plan includes (H-OPS-5). FREE is a trial: what PRO may, metered as STARTER is (C-37). */
export const ENTITLEMENTS = {
  FREE: { storage_bytes: 5 * GB },
  STARTER: { storage_bytes: 5 * GB },
  TEAM: { storage_bytes: 50 * GB },
  PRO: { storage_bytes: 200 * GB },
} as const

/** Room for files, by plan: the database knows which one a business has. */
export const STORAGE_BYTES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(ENTITLEMENTS).map(([plan, { storage_bytes }]) => [plan, storage_bytes]),
)
