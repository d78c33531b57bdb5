/** Quantities and prices for one: an official invoice bills a kilowatt hour at 0.00101 (DESIGN 7). */
export const FACTOR_DECIMALS = 6
/** A percentage: 13 % is 130000n. */
export const PERCENT_DECIMALS = 4
