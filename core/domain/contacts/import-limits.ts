/** How many rows one import takes, and one call of it: what fits a body. */
export const IMPORT_ROWS_MAX = 20_000
export const IMPORT_ROWS_AT_ONCE = 200
