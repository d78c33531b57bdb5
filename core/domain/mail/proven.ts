import { headerValues, type ReadMail } from './read-mail.ts'

export type AuthResult = 'PASS' | 'FAIL' | 'NONE'

/** What the sender of a mail proved to be, as the host that received it for us found (EM5). */
export interface Proven {
  spf: AuthResult
  dkim: AuthResult
  dmarc: AuthResult
  verdict: 'VERIFIED' | 'UNVERIFIED' | 'FAILED'
}

/**
 * `host` is the name under which our receiving host writes (RFC 8601, authserv-id); null where it writes nothing. It puts
 * its findings on top: what stands below, and under any other name, came with the mail.
 */
export function provenSender(mail: ReadMail, host: string | null): Proven {
  const findings = host === null ? [] : findingsOf(mail, host)
  const of = (method: string) => findings.filter((finding) => finding.method === method)
  const results = { spf: worst(of('spf')), dkim: worst(of('dkim')), dmarc: worst(of('dmarc')) }
  return { ...results, verdict: verdictOf(mail, findings, results) }
}

interface Finding {
  method: string
  result: string
  /** As in `header.d=example.com`, in lower case. */
  properties: Map<string, string>
}

/** One pass is enough: a mail may carry the signatures of many. */
function worst(findings: readonly Finding[]): AuthResult {
  if (findings.some(({ result }) => result === 'pass')) return 'PASS'
  return findings.some(({ result }) => result === 'fail') ? 'FAIL' : 'NONE'
}

function verdictOf(mail: ReadMail, findings: readonly Finding[], results: Omit<Proven, 'verdict'>): Proven['verdict'] {
  const domain = domainOf(mail.from?.address ?? '')
  const isOne = domain !== '' && headerValues(mail, 'from').length === 1
  if (isOne && findings.some((finding) => proves(finding, domain))) return 'VERIFIED'
  if (results.dmarc === 'FAIL') return 'FAILED'
  return results.dmarc === 'NONE' && results.spf !== 'PASS' && results.dkim !== 'PASS' && hasFailed(results)
    ? 'FAILED'
    : 'UNVERIFIED'
}

const hasFailed = ({ spf, dkim }: Omit<Proven, 'verdict'>) => spf === 'FAIL' || dkim === 'FAIL'

/** Who passed is who the reader sees: a pass of another domain says nothing about the name in From. */
function proves({ method, result, properties }: Finding, domain: string): boolean {
  if (result !== 'pass') return false
  if (method === 'dmarc') return domainOf(properties.get('header.from') ?? domain) === domain
  const signed = method === 'dkim' ? (properties.get('header.d') ?? properties.get('header.i')) : undefined
  const sent = method === 'spf' ? (properties.get('smtp.mailfrom') ?? properties.get('smtp.mfrom')) : undefined
  return covers(domainOf(signed ?? sent ?? ''), domain)
}

/** A domain speaks for those below it, and none for the one above, whose owner may be another (github.io). */
const covers = (proved: string, domain: string) =>
  proved.includes('.') && (domain === proved || domain.endsWith(`.${proved}`))

const domainOf = (address: string) => address.replace(/^.*@/s, '').replace(/\.$/, '').toLowerCase()

const VALUE_MAX = 10_000

function findingsOf(mail: ReadMail, host: string): Finding[] {
  for (const value of headerValues(mail, 'authentication-results')) {
    const [name = '', ...rest] = partsOf(value.slice(0, VALUE_MAX))
    if (name.trim().split(/\s/)[0]?.toLowerCase() === host.toLowerCase()) return rest.flatMap(findingIn)
  }
  return []
}

function findingIn(part: string): Finding[] {
  const words = [...part.matchAll(/([\w.-]+)(?:\s*\/\s*\d+)?\s*=\s*("[^"]*"|[^\s"]+)/g)]
  const [first, ...others] = words.map(([, name = '', value = '']): [string, string] => [
    name.toLowerCase(),
    value.replace(/"/g, '').toLowerCase(),
  ])
  // A name twice is somebody's trick: the first was written by our host.
  return first ? [{ method: first[0], result: first[1], properties: new Map(others.reverse()) }] : []
}

/** At semicolons outside of quotes, without comments: what a sender chose stands in both (`smtp.mailfrom`). */
function partsOf(value: string): string[] {
  const parts = ['']
  let [depth, isQuoted] = [0, false]
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at] as string
    if (letter === '\\') at += 1
    else if (letter === '"' && depth === 0) isQuoted = !isQuoted
    else if (letter === '(' && !isQuoted) depth += 1
    else if (letter === ')' && !isQuoted && depth > 0) depth -= 1
    else if (letter === ';' && !isQuoted && depth === 0) {
      parts.push('')
      continue
    }
    if (depth === 0 && letter !== ')' && letter !== '\\') parts[parts.length - 1] += letter
  }
  return parts
}
