import { bigint, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core'

// What most tables of a business have.

export const money = () => bigint({ mode: 'bigint' })
export const instant = () => timestamp({ precision: 3, withTimezone: true, mode: 'date' })
export const owned = { tenantId: uuid().notNull(), id: uuid().notNull() }
export const kept = {
  version: integer().notNull().default(1),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
  createdBy: text().notNull().default(''),
  deletedAt: instant(),
}
