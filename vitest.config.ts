import { defineConfig } from 'vitest/config'

const ON_A_DATABASE = ['services', 'gateway', 'migrations']
const files = (...folders: string[]): string[] => folders.map((folder) => `tests/${folder}/**/*.test.ts`)
/** What PGlite cannot prove, because it runs one transaction at a time. */
const NEEDS_POSTGRES = 'tests/**/*.postgres.test.ts'
const support = (name: string): string => `tests/support/setup-${name}.ts`

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: files(...ON_A_DATABASE, 'http', 'journeys'),
          testTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'pglite',
          include: files(...ON_A_DATABASE),
          exclude: [NEEDS_POSTGRES],
          globalSetup: support('pglite'),
          testTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'postgres',
          include: files(...ON_A_DATABASE),
          globalSetup: support('postgres'),
          testTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      // One stack each, whose product time is everybody's, so one file after another.
      {
        test: {
          name: 'http-pglite',
          include: files('http'),
          exclude: [NEEDS_POSTGRES],
          globalSetup: support('stack-pglite'),
          testTimeout: 30_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'http-postgres',
          include: files('http'),
          // The manners of answers do not depend on which PostgreSQL is behind the gateway.
          exclude: files('http/manners'),
          globalSetup: support('stack-postgres'),
          testTimeout: 30_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: files('journeys'),
          globalSetup: support('stack-pglite'),
          testTimeout: 120_000,
          // Most of a journey is waiting, and no other minds the few seconds by which one moves the time.
          maxWorkers: 2,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
})
