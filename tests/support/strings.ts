import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasSharedData, SHARED_DATA } from './shared-data.ts'

/** What turns into SQL, when a text is pasted into a statement (SQ1). */
export const INJECTIONS = [
  "' or '1'='1",
  "'; drop table invoices; --",
  "' union select null, version(), null --",
  '1; select pg_sleep(10) --',
  "'||(select password_hash from app.users limit 1)||'",
  "\\'; select 1; --",
  '$1',
  '$$; select 1; $$',
  "%' or 1=1 --",
  "'::text::uuid",
  "');select set_config('app.tenant','00000000-0000-0000-0000-000000000000',true);--",
  '"; reset role; --',
  '{"a":1}\' @> \'{}',
  "E'\\047 or 1=1",
  '?',
  ':name',
  "a' || pg_read_file('/etc/passwd') || '",
  '/*',
  '*/',
  '--',
  ';',
  '_%\\',
]

/** What is not kept as typed when somebody is careless: markup, bidi, joiners, templates, control characters, spaces inside. */
const OWN = [
  '<img src=x onerror=alert(1)>',
  '</bdi></li></main><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  '&amp;&lt;&#39;',
  `{{7*7}}\${7*7}<%= 7*7 %>`,
  '👩🏽‍🔧 x́ עברית \u202eevil\u202c',
  'a\tb',
  'line one\nline two',
  'a\r\nb',
  '\u0001\u001b[31m',
  "=cmd|'/c calc'!A0",
  '+1+1',
  '@SUM(A1)',
  'ＦＵＬＬ',
  'ﬁ ﬀ',
  'e\u0301 é',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'true',
  '0',
  '1e3',
]

/** Every text to be given back as it came. Without the shared list only our own. */
export const STRINGS: readonly string[] = [...new Set([...INJECTIONS, ...OWN, ...naughtyStrings()])]
/** One in four of them, where each costs more. */
export const SOME_STRINGS = STRINGS.filter((_, at) => at < INJECTIONS.length || at % 4 === 0)

function naughtyStrings(): string[] {
  if (!hasSharedData) return []
  return JSON.parse(readFileSync(join(SHARED_DATA, 'strings', 'naughty.json'), 'utf8')) as string[]
}

/** Runs for each in parts, each part at once. */
export async function inParts<T, R>(
  items: readonly T[],
  run: (item: T, at: number) => Promise<R>,
  size = 10,
): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += size) {
    results.push(...(await Promise.all(items.slice(at, at + size).map((item, i) => run(item, at + i)))))
  }
  return results
}

export const isBlank = (text: string): boolean => text.trim() === ''
