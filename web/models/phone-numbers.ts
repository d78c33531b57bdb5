import { Resource } from './resource.ts'

export const phoneNumbersQuery = new Resource('phone_number', '/v1/phone-numbers').rows()
