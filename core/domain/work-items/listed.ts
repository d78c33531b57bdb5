import { type WorkItemStatus, workItemMachine } from './machine.ts'

/** What may be asked for: a status, or all that is to be done still. */
export const LISTED_STATUSES = ['OPEN', ...workItemMachine.states] as const

/** As a condition; in the words of the index work_items_open. */
export const unlessClosed = (row: string): string => `${row}.closed_at is null`

/** The statuses of a query that are none, as conditions. */
export const LISTED_TOGETHER: Readonly<Partial<Record<string, (row: string) => string>>> = {
  OPEN: unlessClosed,
} satisfies Partial<Record<Exclude<(typeof LISTED_STATUSES)[number], WorkItemStatus>, unknown>>

/** Nobody has begun with it. */
export const unbegun = (row: string): string => `${row}.status = 'NEW'`

/** What presses, the most first. */
export const PRESSING = ['URGENT', 'HIGH'] as const
