import { randomInt } from 'node:crypto'
import { startVitest } from 'vitest/node'
import { ROOT } from '../local/root.ts'
import { buildWebApp } from '../local/stack/web-app.ts'
import { DEAD_CODE, FORMAT_AND_LINT, runCheck, SHIPPED_CODE, TYPES } from './support/checks.ts'
import { findChromium } from './support/chromium-path.ts'
import { Count } from './support/count.ts'
import { makeTemplate, preparePGlite } from './support/database-source.ts'
import { installMissing, type Wanted } from './support/machine.ts'
import { memoryFolder } from './support/memory-folder.ts'
import { hasPdfText } from './support/pdf-text.ts'
import { findPostgres, startPostgres } from './support/postgres.ts'
import { Seconds } from './support/seconds.ts'

const WHOLE = '--whole'
const filters = process.argv.slice(2).filter((argument) => argument !== WHOLE)
/** What is drawn from the large matrices (tests/support/drawn.ts); nothing is where all or single files are asked for. */
const isWhole = process.argv.includes(WHOLE) || filters.length > 0
if (!isWhole) process.env.TEST_SEED ??= String(randomInt(1_000_000))
const memory = memoryFolder()
if (memory) process.env.TMPDIR = memory
const POSTGRES: Wanted = { isThere: () => findPostgres() !== null, packages: ['postgresql'] }
/** Debian's shell is the same browser without windows: half the download, and a quarter less work. */
const CHROMIUM: Wanted = {
  isThere: () => findChromium() !== null,
  packages: ['chromium-headless-shell', 'chromium'],
}
const PDF_TEXT: Wanted = { isThere: hasPdfText, packages: ['poppler-utils'] }
const count = new Count()
const seconds = new Seconds()
const ends: (() => Promise<void>)[] = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(130))
process.on('disconnect', () => void stop(130))

try {
  const checks = filters.length === 0 ? [FORMAT_AND_LINT, TYPES, DEAD_CODE, SHIPPED_CODE] : []
  await Promise.all([
    seconds.of('preparation', prepare),
    ...checks.map(async (check) => count.add(await seconds.of(check.name, () => runCheck(check)))),
  ])
  const vitest = await startVitest('test', filters, {
    root: ROOT,
    run: true,
    watch: false,
    reporters: ['default', count, seconds],
  })
  await vitest.close()
} catch (error) {
  console.error(error)
  count.failed += 1
}
await stop(count.isGood() ? 0 : 1)

/** What all projects of the tests share, so that each is made once; while packages are fetched, what needs none. */
async function prepare(): Promise<void> {
  await Promise.all([
    installMissing([POSTGRES, CHROMIUM, PDF_TEXT]).then(sayWhatIsSkipped).then(preparePostgres),
    preparePGlite(),
    canBuildApp().then((can) => count.add(can)),
  ])
}

function sayWhatIsSkipped(): void {
  if (!POSTGRES.isThere())
    console.log('No PostgreSQL found: what only it can prove is skipped. On Debian: apt-get install postgresql')
  if (!CHROMIUM.isThere())
    console.log('No Chromium found: the journeys are skipped. On Debian: apt-get install chromium')
  if (!PDF_TEXT.isThere())
    console.log('No pdftotext found: no PDF is read back. On Debian: apt-get install poppler-utils')
}

async function preparePostgres(): Promise<void> {
  const binaries = findPostgres()
  if (!binaries) return
  const server = await startPostgres(binaries)
  ends.push(() => server.stop())
  await makeTemplate(server.adminUrl)
  process.env.TEST_POSTGRES_URL = server.adminUrl
}

async function canBuildApp(): Promise<boolean> {
  try {
    await buildWebApp(ROOT)
    return true
  } catch (error) {
    console.error("The owner's app cannot be built:", error instanceof Error ? error.message.slice(0, 2_000) : error)
    return false
  }
}

async function stop(code: number): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => console.error(error))
  for (const line of seconds.lines()) console.log(line)
  if (!isWhole) console.log(`Drawn by TEST_SEED=${process.env.TEST_SEED}; npm run test:whole leaves nothing out.`)
  process.stdout.write(`${count.sentence()}\n`, () => process.exit(code))
}
