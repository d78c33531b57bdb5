import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { MACHINES } from '../core/domain/machines.ts'
import { PROFILES } from '../core/domain/profiles/all.ts'

// The walls of the house (docs/architecture.md). A rule that needs an exception gets it here, with its reason.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['core', 'workers', 'queues', 'durable-objects', 'web', 'local']
const LINES_MAX = 300
const FUNCTION_LINES_MAX = 70

/** Where the app asks by an address: the one way to do it, what builds its addresses from paths, the cookie, the stream, the parts of its reader of pictures, its files. */
const WITHOUT_A_ROUTE = [
  'web/api.ts',
  'web/models/live.ts',
  'web/models/reading/bring.ts',
  'web/models/resource.ts',
  'web/models/session.ts',
  'web/models/single.ts',
  'web/pieces.ts',
]

interface Rule {
  from: string
  may: string[]
  packages: string[]
  /** Imports of types only, which leave nothing in a bundle. */
  types?: string[]
}

/** Longest prefix wins. A folder may always import itself. */
const RULES: Rule[] = [
  {
    from: 'core/domain',
    may: [],
    // htmlparser2 is as pure as the others: text in, events out.
    packages: ['dinero.js', 'temporal-polyfill', 'libphonenumber-js', 'chrono-node', 'htmlparser2'],
  },
  { from: 'core/contract', may: ['core/domain'], packages: ['zod'] },
  {
    from: 'core/db',
    may: ['core/domain'],
    packages: ['drizzle-orm', '@neondatabase/serverless'],
    // What a beat writes into app.jobs has the shape that the queues parse.
    types: ['core/contract/jobs.ts'],
  },
  { from: 'core/services', may: ['core/domain', 'core/contract', 'core/db'], packages: ['drizzle-orm', 'zod'] },
  {
    from: 'workers/routes',
    may: ['core/services', 'core/contract', 'core/domain', 'workers'],
    packages: ['@hono/zod-openapi', 'hono', 'zod'],
    types: ['core/db'],
  },
  {
    from: 'workers',
    may: ['core', 'queues', 'durable-objects'],
    packages: [
      '@hono/zod-openapi',
      'hono',
      'zod',
      'stripe',
      '@zxcvbn-ts/language-common',
      'jose',
      'postal-mime',
      'unpdf',
      'drizzle-orm',
      '@cloudflare/workers-types',
      'node:crypto',
      '@scalar/hono-api-reference',
    ],
  },
  {
    from: 'workers/adapters/archive',
    may: ['core'],
    packages: ['node:crypto', 'node:zlib', '@cloudflare/workers-types'],
  },
  {
    // Asked for when the first paper is, so that its libraries are no part of the start.
    from: 'workers/paper/draw',
    may: ['workers/paper/paper.ts'],
    packages: ['@cantoo/fontkit', '@cantoo/pdf-lib', 'bidi-js', 'uqr', 'node:zlib'],
  },
  {
    from: 'queues',
    may: ['core/services', 'core/contract', 'core/domain', 'core/db/tenant-db.ts'],
    packages: ['zod', 'drizzle-orm', '@cloudflare/workers-types'],
    types: ['core/db'],
  },
  {
    from: 'durable-objects',
    may: ['core/contract', 'core/domain'],
    packages: ['cloudflare:workers', '@cloudflare/workers-types'],
  },
  {
    from: 'web',
    may: ['core/contract', 'core/domain'],
    packages: [
      'preact',
      '@preact/signals',
      'papaparse',
      'preact-iso',
      '@tanstack/preact-query',
      'lucide-preact',
      'hono',
      'zod',
    ],
    types: ['workers/routes'],
  },
]

const files = SOURCES.flatMap((folder) => walk(join(ROOT, folder))).map((file) => relative(ROOT, file))
const imports = files.flatMap((file) => importsOf(file))

describe('walls', () => {
  it('lets each folder import what the table allows', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('keeps local/ out of everything that ships', () => {
    expect(imports.filter(({ file, target }) => target.startsWith('local/') && !file.startsWith('local/'))).toEqual([])
  })

  it('PI1 leads from what is read of words to nothing that sends, charges, gives back or exports', () => {
    const reading = files.filter((file) => READING.some((folder) => file.startsWith(`${folder}/`)))
    const isVerb = (file: string) => /^(core\/services|queues|workers|durable-objects)\//.test(file)
    expect(reading.length).toBeGreaterThan(20)
    expect(reachedFrom(reading).filter((file) => isVerb(file) && !reading.includes(file))).toEqual([])
  })

  it('PI1 leads from drafts and models to nothing that sends, charges, gives back, voids or exports, however far', () => {
    const outward = files.filter((file) => /^(core\/services|queues|workers)\//.test(file) && isOutward(file))
    for (const known of KNOWN_OUTWARD) expect(outward).toContain(known)
    const drafting = files.filter((file) => DRAFTING.some((part) => file === part || file.startsWith(`${part}/`)))
    expect(drafting.length).toBeGreaterThan(8)
    const never = (file: string) => outward.includes(file) || /^workers\/(?!adapters\/models\/)/.test(file)
    expect(reachedFrom(drafting).filter(never)).toEqual([])
  })

  it('lets no code outside their data know a profile, its words or its fields', () => {
    const own = PROFILES.filter(({ labels }) => labels).flatMap(({ profile_id, labels, extensions }) => [
      profile_id,
      ...Object.values(labels ?? {}),
      ...Object.keys(extensions?.work_item_fields ?? {}),
    ])
    const shipped = files.filter((file) => !/^(core\/domain\/profiles|local)\//.test(file))
    const knowing = shipped.flatMap((file) =>
      own.filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`),
    )
    expect(knowing).toEqual([])
  })

  it('keeps a resource’s internal.ts to itself', () => {
    const foreign = imports.filter(
      ({ file, target }) =>
        /^core\/services\/.+\/internal\.ts$/.test(target) &&
        file.startsWith('core/services/') &&
        dirname(file) !== dirname(target),
    )
    expect(foreign.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('lets the app call only what a route declares, with its types', () => {
    const named = files.filter((file) => file.startsWith('web/') && /\b(call|fetch)[<(]/.test(read(file)))
    expect(named).toEqual(WITHOUT_A_ROUTE)
  })

  it('gives a stack of its own to what others on it would notice', () => {
    const tests = walk(join(ROOT, 'tests/http')).map((file) => relative(ROOT, file))
    const moving = tests.filter((file) => /local\/(clock|cron|stripe\/(mode|redeliver))/.test(read(file)))
    expect(moving.filter((file) => !read(file).includes('useOwnStack()'))).toEqual([])
  })

  it('replaces no module in a test: what loads them there knows nothing of it (tests/support/load-sources.ts)', () => {
    const tests = walk(join(ROOT, 'tests')).map((file) => relative(ROOT, file))
    expect(tests.filter((file) => /\bvi\.(mock|doMock|hoisted|importActual)\(/.test(read(file)))).toEqual([])
  })

  it('has no circle between folders, nor between files', () => {
    expect(circles()).toEqual([])
    expect(fileCircles()).toEqual([])
  })
})

describe('size and money', () => {
  it(`keeps files under ${LINES_MAX} lines`, () => {
    expect(files.filter((file) => read(file).split('\n').length > LINES_MAX)).toEqual([])
  })

  it(`keeps functions under ${FUNCTION_LINES_MAX} lines`, () => {
    expect(files.flatMap(longFunctions)).toEqual([])
  })

  it('has no file called utils or helpers', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|manager)\.(ts|tsx|mjs)$/.test(file))).toEqual([])
  })

  it('has no float near money', () => {
    const money = files.filter((file) => /^(core|queues)\//.test(file))
    expect(money.filter((file) => /\.toFixed\(|parseFloat\(|[\w)] ?[*/] ?100\b/.test(read(file)))).toEqual([])
  })

  it('says in one place what is owed of an invoice: amountDue, and the column amount_due (DESIGN 7)', () => {
    const sql = readdirSync(join(ROOT, 'migrations/functions')).map((file) => join('migrations/functions', file))
    const by = String.raw`[\w${'$'}{}.'()]*`
    const handMade = new RegExp(
      String.raw`total ?(-|<|>|<=|>=|<>) ?${by}amount_?paid|amount_?paid ?(-|<|>|<=|>=|<>) ?${by}total\b`,
      'i',
    )
    const places = [...files.filter((file) => !file.startsWith('tests/')), ...sql]
    expect(places.filter((file) => handMade.test(read(file)))).toEqual(['core/domain/invoices/balance.ts'])
    for (const made of ['i.total - i.amount_paid', `${'$'}{row}.amount_paid < ${'$'}{row}.total`, 'total > amountPaid'])
      expect([made, handMade.test(made)]).toEqual([made, true])
  })

  it('sets the tenant for one transaction only', () => {
    const sql = readdirSync(join(ROOT, 'migrations'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.sql'))
      .map((file) => join('migrations', file))
    expect([...files, ...sql].filter((file) => /set_config\([^;]*?, false\)/.test(read(file)))).toEqual([])
  })

  // IN7: what waits there is lost with the isolate, so only what the sweep would do anyway may, and in auth-context a mail that is
  // asked for again by signing in or by Forgot: sent before the answer, its time would tell who has signed up (AU9). In misses it
  // is a count of wrong links, of which one more or less does not matter.
  it('hands to waitUntil nothing but the hurry after a commit, the mail after a wrong password, and a count', () => {
    const users = files.filter((file) => !file.startsWith('local/') && /waitUntil\(/.test(read(file)))
    expect(
      users.filter(
        (file) =>
          ![
            'workers/context.ts',
            'workers/jobs.ts',
            'workers/index.ts',
            'workers/portal/misses.ts',
            'workers/portal/link-tenant.ts',
            'workers/auth-context.ts',
          ].includes(file),
      ),
    ).toEqual([])
  })

  it('lets machines alone know the names of their states', () => {
    const states = [...new Set(Object.values(MACHINES).flatMap(({ states }) => states))]
    const named = new RegExp(`['"](${states.join('|')})['"]`)
    const deciding = files.filter((file) => /^(core\/(services|db)|queues|workers\/(routes|middleware))\//.test(file))
    // Checkout sessions and disputes are Stripe's, and OPEN or FAILED there as well.
    const isOfStripe = (file: string) => /^core\/(services\/(payments|portal)\/|db\/schema\.ts$)/.test(file)
    const ours = (file: string) => (isOfStripe(file) ? read(file).replace(/'(OPEN|FAILED)'/g, '') : read(file))
    expect(deciding.filter((file) => named.test(ours(file)))).toEqual([])
  })

  it('makes tokens from nothing but the platform’s random source', () => {
    expect(files.filter((file) => /^(core|workers)\//.test(file) && /Math\.random/.test(read(file)))).toEqual([])
  })
})

interface Import {
  file: string
  target: string
  isType: boolean
  /** Asked for while it runs. */
  isLate: boolean
}

interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

function importsOf(file: string): Import[] {
  return nodesOf(file).flatMap((node) => {
    const source = node.source as { value?: string } | null | undefined
    if (!/^(Import|Export(Named|All))Declaration$|^ImportExpression$/.test(node.type) || !source?.value) return []
    const target = source.value.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), source.value))
      : source.value
    const named = (node.specifiers ?? []) as { importKind?: string }[]
    const isType =
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (named.length > 0 && named.every((one) => one.importKind === 'type'))
    return [{ file, target, isType, isLate: node.type === 'ImportExpression' }]
  })
}

function isAllowed({ file, target, isType }: Import): boolean {
  const rule = RULES.filter(({ from }) => file.startsWith(`${from}/`)).sort((a, b) => b.from.length - a.from.length)[0]
  if (!rule) return true
  if (/\.(css|svg|png|html)$/.test(target)) return true
  if (/^durable-objects\/[a-z-]+\/client\.ts$/.test(target)) return file.startsWith('workers/')
  const within = (folder: string) => target === folder || target.startsWith(`${folder}/`)
  if (SOURCES.some((source) => target.startsWith(`${source}/`))) {
    return within(rule.from) || rule.may.some(within) || (isType && (rule.types ?? []).some(within))
  }
  return rule.packages.some((name) => target === name || target.startsWith(`${name}/`))
}

function circles(): string[] {
  const pairs = new Set(
    imports
      .filter(({ isType, target }) => !isType && SOURCES.some((source) => target.startsWith(`${source}/`)))
      .map(({ file, target }) => `${folderOf(file)}>${folderOf(target)}`),
  )
  return [...pairs].filter((pair) => {
    const [a, b] = pair.split('>') as [string, string]
    // A folder and what lies in it are one.
    return a < b && !b.startsWith(`${a}/`) && pairs.has(`${b}>${a}`)
  })
}

/** Files that come back to themselves along imports that leave something in a bundle. */
function fileCircles(): string[] {
  const next = Map.groupBy(
    imports.filter(({ isType, isLate }) => !isType && !isLate),
    ({ file }) => file,
  )
  const done = new Set<string>()
  const found: string[] = []
  const follow = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file].join(' > '))
    if (done.has(file)) return
    for (const { target } of next.get(file) ?? []) follow(target, [...path, file])
    done.add(file)
  }
  for (const file of files) follow(file, [])
  return found
}

/** What reads words that others wrote. */
const READING = ['core/domain/extraction', 'core/services/extraction']

/** What makes drafts of words, and objects of drafts: it may create, and that is all. */
const DRAFTING = [
  'core/domain/drafts',
  'core/services/ai-drafts',
  'core/services/reviews',
  'queues/jobs/ai-drafts.ts',
  'workers/adapters/models',
]
/** What a port does outside, an action of which that is known, and the jobs that do it later. */
const OUTWARD = [
  /\b(mailer|texter|identityMailer|noticesMailer)\.\w+\(/,
  /\bpayments\.(create|expire)\w+\(/,
  /'\w+\.(send\w*|hold\w*|mark_sent|remind\w*|pay|refund\w*|void|create_(payment_)?link)'/,
  /'(exports\.(create|begin)|unapplied\.return|members\.\w+)'/,
  /type: '(\w+_SEND|\w+_RECONCILE|REFUND_MAKE|QUOTE_DECIDED|NOTICES_MAIL|ARCHIVE_EXPORT|STATEMENTS_PLAN)'/,
]
const OUTWARD_VERB = /^core\/services\/[\w/-]+\/(send[\w-]*|hold|void|links|remind|refund)\.ts$/
const isOutward = (file: string): boolean => OUTWARD_VERB.test(file) || OUTWARD.some((sign) => sign.test(read(file)))
/** So that the signs above find what they are for. */
const KNOWN_OUTWARD = [
  'core/services/invoices/send.ts',
  'core/services/invoices/hold.ts',
  'core/services/invoices/links.ts',
  'core/services/invoices/void.ts',
  'core/services/invoices/remind.ts',
  'core/services/quotes/send.ts',
  'core/services/messages/mail.ts',
  'core/services/messages/text.ts',
  'core/services/refunds/request.ts',
  'core/services/portal/checkout.ts',
  'core/services/exports/create.ts',
  'core/services/statements/mail.ts',
  'core/services/team/invite.ts',
]

/** Files that some files lead to, along whatever they import. */
function reachedFrom(from: readonly string[]): string[] {
  const next = Map.groupBy(imports, ({ file }) => file)
  const reached = new Set(from)
  for (const file of reached) {
    for (const { target, isType } of next.get(file) ?? []) if (!isType) reached.add(target)
  }
  return [...reached]
}

/** Two levels: core/services/invoices and core/services/payments are folders of their own. */
const folderOf = (file: string) => dirname(file).split('/').slice(0, 3).join('/')

function longFunctions(file: string): string[] {
  const text = read(file)
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  return nodesOf(file)
    .filter((node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
    .map((node) => ({ from: lineOf(node.start), lines: lineOf(node.end) - lineOf(node.start) + 1 }))
    .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
    .map(({ from, lines }) => `${file}:${from} has ${lines} lines`)
}

/** Every node of the syntax tree of a file. */
function nodesOf(file: string): Node[] {
  const found: Node[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('type' in value && 'start' in value) found.push(value as Node)
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(parseAst(read(file), { lang: file.endsWith('x') ? 'tsx' : 'ts' }))
  return found
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}
