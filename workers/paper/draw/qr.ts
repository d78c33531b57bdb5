import { encode } from 'uqr'

/** The dark and light squares of an address, without a border. */
export const qrRows = (url: string): boolean[][] => encode(url, { ecc: 'M', border: 0 }).data
