const GB = 1_000_000_000

/** What a plan includes (H-OPS-5). FREE is a trial: what PRO may, metered as STARTER is (C-37). */
export const ENTITLEMENTS = {
  FREE: { storage_bytes: 5 * GB, automatic_reminders: true, ai_calls: 1_000 },
  STARTER: { storage_bytes: 5 * GB, automatic_reminders: false, ai_calls: 1_000 },
  TEAM: { storage_bytes: 50 * GB, automatic_reminders: true, ai_calls: 10_000 },
  PRO: { storage_bytes: 200 * GB, automatic_reminders: true, ai_calls: null },
} as const

/** Room for files, by plan: the database knows which one a business has. */
export const STORAGE_BYTES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(ENTITLEMENTS).map(([plan, { storage_bytes }]) => [plan, storage_bytes]),
)

/** Calls of a model that a plan has a month (B-9A-1); null without limit. What rules read is never counted. */
export const AI_CALLS_A_MONTH: Readonly<Record<string, number | null>> = Object.fromEntries(
  Object.entries(ENTITLEMENTS).map(([plan, { ai_calls }]) => [plan, ai_calls]),
)

/** Whether a plan sends reminders by itself (C-16); by hand they go out on every plan. */
export const sendsReminders = (plan: string): boolean =>
  Object.entries(ENTITLEMENTS).some(([name, { automatic_reminders }]) => name === plan && automatic_reminders)
