import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real material for tests, read in place; what needs it is skipped when it is not there. */
export const SHARED_DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url))

export const hasSharedData = existsSync(SHARED_DATA)
