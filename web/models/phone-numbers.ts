import { Resource } from './resource.ts'

/** The numbers whose text messages arrive in the inbox. */
export const phoneNumbers = new Resource('phone_number', '/v1/phone-numbers')
export const phoneNumbersQuery = phoneNumbers.rows()
