import { defineConfig } from 'vitest/config'
import { findPostgres } from './tests/support/postgres.ts'
import { WaitsFirst } from './tests/support/waits-first.ts'

const files = (...folders: string[]): string[] => folders.map((folder) => `tests/${folder}/**/*.test.ts`)
const support = (name: string): string => `tests/support/setup-${name}.ts`

/** What is about the databases themselves, and what differs between them: on both. */
const ON_BOTH = ['engines', 'gateway', 'migrations']
/** What PGlite cannot prove, because it runs one transaction at a time. */
const NEEDS_POSTGRES = 'tests/{services,gateway,migrations}/**/*.postgres.test.ts'
/** Services and the API run on PostgreSQL, and on PGlite where there is none. */
const hasPostgres = findPostgres() !== null

/**
 * What all projects have. Loading the modules anew for each file would cost a second of it; no test changes what it
 * imports. Two cores are kept busy by four, because each waits for a while.
 */
const COMMON = {
  isolate: false,
  maxWorkers: 4,
  hookTimeout: 60_000,
  // Node itself loads the modules: it strips types in a moment.
  experimental: { viteModuleRunner: false },
  execArgv: ['--import', './tests/support/load-sources.ts'],
}

export default defineConfig({
  test: {
    sequence: { sequencer: WaitsFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: files(...ON_BOTH, 'local/demo', 'services', 'http', 'journeys', 'web/browser'),
          testTimeout: 20_000,
          ...COMMON,
        },
      },
      {
        test: {
          name: 'demo',
          include: files('local/demo'),
          testTimeout: 20_000,
          ...COMMON,
          // The demo business has the same ids in each database, and what a service remembers of a business goes by its id.
          isolate: true,
        },
      },
      {
        test: {
          name: 'pglite',
          include: files(...ON_BOTH, ...(hasPostgres ? [] : ['services'])),
          exclude: [NEEDS_POSTGRES],
          globalSetup: support('pglite'),
          testTimeout: 20_000,
          ...COMMON,
        },
      },
      {
        test: {
          name: 'postgres',
          include: [...files(...ON_BOTH, ...(hasPostgres ? ['services'] : [])), NEEDS_POSTGRES],
          globalSetup: support('postgres'),
          testTimeout: 20_000,
          ...COMMON,
        },
      },
      {
        test: {
          name: 'http',
          include: files('http'),
          globalSetup: support('two-stacks'),
          testTimeout: 30_000,
          // A stack for each; what would be in another's way has one of its own (useOwnStack).
          ...COMMON,
        },
      },
      {
        test: {
          name: 'browser',
          include: files('web/browser'),
          globalSetup: support('app'),
          testTimeout: 60_000,
          ...COMMON,
        },
      },
      {
        test: {
          name: 'journeys',
          include: files('journeys'),
          globalSetup: support('stack'),
          testTimeout: 120_000,
          // Most of a journey is waiting, and no other minds the few seconds by which one moves the time.
          ...COMMON,
        },
      },
    ],
  },
})
