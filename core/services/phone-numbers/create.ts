import { sql } from 'drizzle-orm'
import type { CreatePhoneNumber } from '../../contract/phone-numbers.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { dialled, parsePhone } from '../../domain/kernel/contact-points.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { inOrder } from '../in-order.ts'
import { type PhoneNumberRow, parsePhoneNumber, phoneNumberObject } from './internal.ts'

const NUMBERS_MAX = 10

/** Takes a number of the text message provider for this business; it is refused while any business has it. One trip. */
export async function createPhoneNumber(tenant: TenantDb, { phone }: CreatePhoneNumber): Promise<PhoneNumberRow> {
  const number = await inOrder(tenant, 'phone_numbers.create', async () => readNumber(phone.trim()))
  const id = newId()
  return tenant.write(
    { action: 'phone_numbers.create', id, changes: { phone: number } },
    [tenant.db.execute(sql`select app.take_phone_number(${id}::uuid, ${number}, ${NUMBERS_MAX}::int)`)],
    phoneNumberObject(id),
    parsePhoneNumber,
  )
}

function readNumber(text: string): string {
  const phone = parsePhone(text)
  if (phone.ok && dialled(phone.value) === phone.value) return phone.value
  throw invalid('phone', 'Use a phone number with its country code, such as +1 416 555 0123')
}
