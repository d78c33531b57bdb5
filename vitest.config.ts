import { defineConfig } from 'vitest/config'

const ON_A_DATABASE = ['services', 'gateway']
const files = (...folders: string[]): string[] => folders.map((folder) => `tests/${folder}/**/*.test.ts`)
/** What PGlite cannot prove, because it runs one transaction at a time. */
const NEEDS_POSTGRES = 'tests/**/*.postgres.test.ts'

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: files(...ON_A_DATABASE, 'http', 'journeys'),
        },
      },
      {
        test: {
          name: 'pglite',
          include: files(...ON_A_DATABASE),
          exclude: [NEEDS_POSTGRES],
          globalSetup: 'tests/support/setup-pglite.ts',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: files(...ON_A_DATABASE),
          globalSetup: 'tests/support/setup-postgres.ts',
          testTimeout: 20_000,
        },
      },
    ],
  },
})
