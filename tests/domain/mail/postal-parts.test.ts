import { expect, it } from 'vitest'
import { postalParts } from '../../../core/domain/mail/postal-parts.ts'

it.each([
  ['12 King Street, Toronto, ON M5V 2T6', '12 King Street', 'Toronto', 'ON', 'M5V 2T6'],
  ['600 Montgomery St, San Francisco, CA 94133', '600 Montgomery St', 'San Francisco', 'CA', '94133'],
  ['1 High Street\nLondon SW1A 1AA', '1 High Street', 'London', null, 'SW1A 1AA'],
  ['Torstraße 1, 10115 Berlin', 'Torstraße 1', 'Berlin', null, '10115'],
  ['Damrak 1\n1012 AB Amsterdam', 'Damrak 1', 'Amsterdam', null, '1012 AB'],
  ['ul. Nowa 5, 00-950 Warszawa', 'ul. Nowa 5', 'Warszawa', null, '00-950'],
  ['62 Lippincott St', '62 Lippincott St', null, null, null],
])('%j is told apart', (address, address_line1, city, region, postal_code) => {
  expect(postalParts(address)).toEqual({ address_line1, city, region, postal_code })
})
