/** As mail programs write it before the subject of an answer or a forward. */
const PREFIX =
  /^(?:\[(?:ext|external|extern)\]|(?:re|aw|antw|antwort|sv|vs|vá|ynt|odp|atb|res|rv|enc|rif|ref|fwd?|wg|tr|doorst|vl|pd|i|r|回复|答复|转发)(?:\[\d+\]|\(\d+\))?\s*[:：])\s*/iu
const PREFIXES_MAX = 20
const LENGTH_MAX = 200

/** What the subjects of one conversation have in common. */
export function subjectKey(subject: string): string {
  let rest = subject.trim()
  for (let n = 0; n < PREFIXES_MAX && PREFIX.test(rest); n++) rest = rest.replace(PREFIX, '')
  return [...rest.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()]
    .slice(0, LENGTH_MAX)
    .join('')
    .slice(0, LENGTH_MAX)
    .toWellFormed()
}
