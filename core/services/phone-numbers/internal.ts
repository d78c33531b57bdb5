import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { PhoneNumber } from '../../contract/phone-numbers.ts'
import { permittedActions } from '../../domain/actions.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { toInstant } from '../instants.ts'

const PhoneNumberRow = z.object({
  id: z.string(),
  phone: z.string(),
  created_at: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type PhoneNumberRow = z.infer<typeof PhoneNumberRow>

export const parsePhoneNumber = (row: unknown): PhoneNumberRow => PhoneNumberRow.parse(row)
export const phoneNumberObject = (id: string): SQL => sql`app.phone_number_object(${id}::uuid)`

/** The wire shape of a number; parsed, so that no column leaks. */
export const presentPhoneNumber = ({ id, phone, created_at, role }: PhoneNumberRow): PhoneNumber =>
  PhoneNumber.parse({
    id,
    phone,
    created_at: toInstant(created_at),
    allowed_actions: permittedActions(role, ['phone_numbers.delete']),
  })
