import { ARCHITECTURE, DEAD_CODE, FORMAT_AND_LINT, runCheck, SHIPPED_CODE, TYPES } from './support/checks.ts'

const passed = await Promise.all([FORMAT_AND_LINT, TYPES, ARCHITECTURE, DEAD_CODE, SHIPPED_CODE].map(runCheck))
process.exit(passed.every(Boolean) ? 0 : 1)
