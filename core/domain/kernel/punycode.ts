/** Decodes a label of an international domain, `xn--kfz-mller-u9a` is `kfz-müller` (RFC 3492); null for what is none. */
export function decodeLabel(label: string): string | null {
  if (!label.startsWith('xn--')) return null
  const at = label.lastIndexOf('-')
  const decoded = [...(at > 3 ? label.slice(4, at) : '')].map((sign) => sign.codePointAt(0) ?? 0)
  return insertAll(decoded, label.slice(at > 3 ? at + 1 : 4))
}

const BASE = 36
const [T_MIN, T_MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [1, 26, 38, 700, 72, 128]
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Each delta says how far further to count, through the codes and through the places, to the next character. */
function insertAll(decoded: number[], deltas: string): string | null {
  let [code, count, bias, at] = [FIRST_CODE, 0, FIRST_BIAS, 0]
  while (at < deltas.length) {
    const before = count
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf(deltas[at++] ?? '?')
      count += digit * weight
      if (digit === -1 || count > Number.MAX_SAFE_INTEGER) return null
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const length = decoded.length + 1
    bias = adapted(count - before, length, before === 0)
    code += Math.floor(count / length)
    if (code > 0x10ffff) return null
    count %= length
    decoded.splice(count++, 0, code)
  }
  return String.fromCodePoint(...decoded)
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / length)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
