import type { Found, Line, Occasion } from './found.ts'
import { type MoneyWord, moneyWord, ofDollar, scaleOf } from './money-words.ts'
import { numberInWords } from './number-words.ts'
import { decimalOf, NUMBER, shifted } from './numbers.ts'

// A sum is a figure beside a word or a sign of money: `$12.50`, `1.234,56 €`, `EUR 12`, `3 thousand dollars`.

interface Token {
  text: string
  start: number
  end: number
  kind: 'number' | 'word' | 'sign'
}
interface Part {
  next: number
  value: string
}
interface Sum extends Part {
  currency: string | undefined
  confidence: number
}

const TOKEN = new RegExp(`(?<number>${NUMBER.source})|(?<word>\\p{L}[\\p{L}\\p{M}]{0,40}\\.?)|\\S`, 'gu')
/** No message has more; what is behind them is not looked at. */
const TOKENS_MAX = 20_000

/** The sums of money of a text in the order of their appearance, each with its currency where one can be named. */
export function findAmounts(lines: readonly Line[], { country }: Pick<Occasion, 'country'>): Found[] {
  return lines.flatMap(({ text }, line) => {
    const reader = new Reader(tokensOf(text), country)
    return reader.sums().map(({ from, sum }) => ({
      value: sum.value,
      confidence: sum.confidence,
      span: { line, start: reader.tokens[from]!.start, end: reader.tokens[sum.next - 1]!.end },
      ...(sum.currency && { currency: sum.currency }),
    }))
  })
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: found, index: start, groups } of text.matchAll(TOKEN)) {
    const word = groups?.word?.replace(/\.$/u, '')
    tokens.push({ text: word ?? found, start, end: start + (word ?? found).length, kind: kindOf(groups) })
    if (tokens.length === TOKENS_MAX) break
  }
  return tokens
}
const kindOf = (groups: Record<string, string> | undefined) =>
  groups?.number ? 'number' : groups?.word ? 'word' : 'sign'

class Reader {
  readonly tokens: readonly Token[]
  private readonly country: string | undefined

  constructor(tokens: readonly Token[], country: string | undefined) {
    this.tokens = tokens
    this.country = country
  }

  sums(): { from: number; sum: Sum }[] {
    const found: { from: number; sum: Sum }[] = []
    for (let from = 0; from < this.tokens.length; ) {
      const sum = this.moneyFirst(from) ?? this.figureFirst(from)
      if (sum) found.push({ from, sum })
      from = sum?.next ?? from + 1
    }
    return found
  }

  /** `$ 48.2 million`, `EUR 125`. */
  private moneyFirst(from: number): Sum | null {
    const money = this.money(from)
    if (!money) return null
    const at = this.isDotted(money.next) ? money.next + 1 : money.next
    const figure = this.tokens[at]?.kind === 'number' ? this.figure(at) : null
    if (!figure) return null
    const value = shifted(figure.value, money.places)
    const doubt = this.mayGoOn(figure.next) ? 0.6 : 1
    const whose = this.whose(from, figure.next)
    const currency = whose ?? money.currency
    const next = whose ? figure.next + 1 : figure.next
    return { value, next, currency, confidence: Math.min(this.sureOf({ ...money, currency }, at), doubt) }
  }

  /** Whose dollar it is says a code right behind the figure: `$12 CAD`. */
  private whose(sign: number, at: number): string | undefined {
    const behind = this.tokens[at]
    const isCode = this.tokens[sign]?.text === '$' && behind?.kind === 'word' && /^(?:[A-Z]{3}|US)$/u.test(behind.text)
    return isCode && this.tokens[at + 1]?.text !== '$' ? ofDollar(behind.text) : undefined
  }

  /** `R$.1.234,50`: the dot of an abbreviation; of `$.50` it is that of the number. */
  private isDotted(at: number): boolean {
    const [sign, dot, number] = this.tokens.slice(at - 1, at + 2)
    return dot?.text === '.' && dot.start === sign?.end && number?.start === dot.end && /\d[.,]\d/u.test(number.text)
  }

  /** Where people group by lakhs `1,25` is the beginning of more. */
  private sureOf({ currency }: MoneyWord, at: number): number {
    const isCut = currency !== undefined && LAKHS.has(currency) && /^\d{1,2},\d\d$/u.test(this.tokens[at]?.text ?? '')
    return currency && !isCut ? 0.95 : 0.6
  }

  /** `$12 500` may be one number or two. */
  private mayGoOn(at: number): boolean {
    const [before, behind] = [this.tokens[at - 1], this.tokens[at]]
    return (
      behind?.kind === 'number' &&
      /^\d{3}(?!\d)/u.test(behind.text) &&
      behind.start === (before?.end ?? 0) + 1 &&
      /^\d{1,3}$/u.test(before?.text ?? '')
    )
  }

  /** `10 €`, `50 million USD`, `75 USD million`, `thirteen dollars forty five`; `.50 €` is no fifty. */
  private figureFirst(from: number): Sum | null {
    const [before, first] = [this.tokens[from - 1], this.tokens[from]]
    const isPart = before?.text === '.' && before.end === first?.start && first.kind === 'number'
    const figure = isPart ? null : this.figure(from)
    if (!figure) return null
    const money = this.money(this.isJoined(figure.next) ? figure.next + 1 : figure.next)
    if (!money) return null
    const scale = scaleOf(this.tokens[money.next]?.text ?? '', false)
    const next = scale === undefined ? money.next : money.next + 1
    const isSaid = this.tokens[money.next - 1]?.kind === 'word'
    const minor = isSaid && scale === undefined && money.places === 0 ? this.minor(next, figure.value) : null
    const value = minor?.value ?? shifted(figure.value, money.places + (scale ?? 0))
    return { value, next: minor?.next ?? next, currency: money.currency, confidence: this.sureOf(money, from) }
  }

  /** A figure and the word of size behind it. */
  private figure(at: number): Part | null {
    const token = this.tokens[at]
    if (token?.kind === 'word') return numberInWords((n) => this.wordAt(n), at)
    if (token?.kind !== 'number' || this.isPartOfMore(at)) return null
    const behind = this.tokens[at + 1]
    const scale = behind?.kind === 'word' ? scaleOf(behind.text, behind.start === token.end) : undefined
    const value = decimalOf(token.text)
    return scale === undefined ? { value, next: at + 1 } : { value: shifted(value, scale), next: at + 2 }
  }

  /** The hundredths that are said behind the word: `15 dollars and 15`, but not `500 USD, 100 times`. */
  private minor(at: number, value: string): Part | null {
    if (value.includes('.')) return null
    const from = this.tokens[at]?.text.toLowerCase() === 'and' ? at + 1 : at
    const token = this.tokens[from]
    const part =
      token?.kind === 'number' && /^\d\d$/u.test(token.text)
        ? { value: token.text, next: from + 1 }
        : token?.kind === 'word'
          ? numberInWords((n) => this.wordAt(n), from)
          : null
    if (!part || part.value.includes('.') || part.value.length > 2 || !this.endsAt(part.next)) return null
    return { value: `${value}.${part.value.padStart(2, '0')}`, next: part.next }
  }

  /** Whether a sum may end before this token: what is counted next would be something else's. */
  private endsAt(at: number): boolean {
    const token = this.tokens[at]
    if (!token) return true
    return token.kind === 'word'
      ? ENDS.has(token.text.toLowerCase())
      : token.kind === 'sign' && !/[%°]/u.test(token.text)
  }

  /** A sign, a code or a name of money, of up to three words, and whose dollar it is. */
  private money(at: number): (MoneyWord & { next: number }) | null {
    const token = this.tokens[at]
    if (!token || token.kind === 'number') return null
    const dollar = token.kind === 'word' ? this.dollar(token, at) : undefined
    if (dollar) return { currency: dollar, places: 0, next: at + 2 }
    const soles = this.solesEnd(at)
    if (soles) return { currency: 'PEN', places: 0, next: soles }
    for (const count of [3, 2, 1]) {
      const words = this.tokens.slice(at, at + count)
      if (words.length < count || (count > 1 && words.some(({ kind }) => kind !== 'word'))) continue
      const word = moneyWord(words.map(({ text }) => text).join(' '), this.country)
      if (word) return { ...word, next: at + count }
    }
    return null
  }

  private dollar(token: Token, at: number): string | undefined {
    const sign = this.tokens[at + 1]
    if (sign?.text !== '$') return undefined
    const touches = sign.start === token.end
    // "won a $5 prize": a letter that is a word by itself must stand at the sign.
    return touches || !/^[asujr]$/iu.test(token.text) ? ofDollar(token.text) : undefined
  }

  /** Behind `S/` or `S/.`, as Peru writes its money. */
  private solesEnd(at: number): number | null {
    const [letter, slash, dot] = this.tokens.slice(at, at + 3)
    if (this.country !== 'PE' || letter?.text !== 'S' || slash?.text !== '/' || slash.start !== letter.end) return null
    return dot?.text === '.' && dot.start === slash.end ? at + 3 : at + 2
  }

  private wordAt(at: number): string | undefined {
    const token = this.tokens[at]
    return token?.kind === 'word' || token?.text === '-' ? token.text : undefined
  }

  /** `12-cent`. */
  private isJoined(at: number): boolean {
    return this.tokens[at]?.text === '-' && this.tokens[at]?.start === this.tokens[at - 1]?.end
  }

  /** Digits inside of a code, a date or a number with more parts: `1,25,00` is none that anybody writes. */
  private isPartOfMore(at: number): boolean {
    const [before, token] = [this.tokens[at - 1], this.tokens[at]]
    const isBehind =
      before !== undefined && before.end === token?.start && /[\p{L}\p{N}_#/]/u.test(before.text.slice(-1))
    return isBehind || this.isParted(at - 1) || this.isParted(at + 1)
  }

  /** A dot or comma that stands right between two numbers. */
  private isParted(at: number): boolean {
    const [before, sign, behind] = [this.tokens[at - 1], this.tokens[at], this.tokens[at + 1]]
    return (
      (sign?.text === '.' || sign?.text === ',') &&
      before?.kind === 'number' &&
      behind?.kind === 'number' &&
      before.end === sign.start &&
      sign.end === behind.start
    )
  }
}

const LAKHS = new Set('INR PKR LKR NPR BDT'.split(' '))
const ENDS = new Set('more each per a for to in or and cash total only plus please thanks but if from'.split(' '))
