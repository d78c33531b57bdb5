import { newId } from '../../core/db/ids.ts'
import { createPhoneNumber } from '../../core/services/phone-numbers/create.ts'
import type { IncomingText } from '../../core/services/sms/ports.ts'
import { receiveText } from '../../core/services/sms/receive.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import { stripeWorld } from './stripe-world.ts'

let count = 0

/** A number that nobody else in the tests has. */
export const someNumber = (): string => `+1416${String(2_000_000 + ((process.pid * 7919 + ++count) % 7_999_999))}`

/** Text messages on their way into a business. */
export function textWorld(database: TestDatabase) {
  const world = stripeWorld(database)
  return {
    ...world,
    /** Gives a business a number, and answers it. */
    async numberOf(business: TestBusiness): Promise<string> {
      return (await createPhoneNumber(business.as('OWNER'), { phone: someNumber() })).phone
    },
    text: (to: string, from: string, text: string, more: Partial<IncomingText> = {}) =>
      receiveText(
        world.context.system,
        {
          sid: `SM${newId()}`,
          from,
          to,
          text,
          statedConsent: null,
          media: [],
          ...more,
        },
        `req_${newId()}`,
      ),
  }
}
