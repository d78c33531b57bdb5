import { findDates } from '../extraction/dates.ts'

/** Words that name nothing by themselves: of a greeting, of a question, before another word. */
const NOTHING = new Set(
  [
    'hi hello hey dear there please thanks thank you i we me us my our your it its is are was were this that the a an of at on in for from to by about with over under around can could would get give need want have has did do done made worked just so also and or plus last next same ago morning afternoon evening week month today yesterday invoice bill quote charge job due payable owed x',
    'hallo guten tag morgen abend moin bitte danke ich wir mir uns mein unser es ist sind war waren der die das den dem ein eine einen am an im in um zu für von vom mit über unter bei auf aus nach seit bis wegen letzte letzten nächste woche monat heute gestern vormittag nachmittag rechnung angebot fällig zahlbar und oder plus',
    'bonjour bonsoir salut merci je j nous me moi mon ma mes notre c est le la les l un une des du de d à au aux en dans sur sous pour par avec et ou hier matin soir semaine dernière facture devis échéance payable svp',
    'hola buenos buenas días dias tardes noches por favor gracias yo me nos mi mis nuestro es el la los las un una de del a al en con para sobre y o ayer hoy mañana semana pasada factura presupuesto necesito quiero vence',
  ].flatMap((words) => words.split(' ')),
)
const TODAY = '2000-01-03T00:00:00'

/** Whether some words name no thing: a greeting, a bare day, a preposition (H-AI-9). */
export function namesNothing(name: string): boolean {
  const days = findDates([{ text: name }], { received: TODAY }).map(({ span }) => span)
  const left = name.split('').map((sign, at) => (days.some(({ start, end }) => at >= start && at < end) ? ' ' : sign))
  const words =
    left
      .join('')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.every((word) => NOTHING.has(word))
}

const NAMES = /^\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2}$/u
/** How words end that name work and things, not people. */
const OF_THINGS =
  /(?:ings?|ungs?|tions?|sions?|ments?|ances?|ences?|ages?|it[yé]|ité|heit|keit|ción|siones|miento|dad|ura|work|arbeit(?:en)?|service|repairs?|reparatur|install\p{L}*|labou?r|hours?|stunden|rate|visit|check|garden|kitchen|bath\p{L}*|boiler|gutter|drain|roof|floor|wall|window|door|fence|lawn|tree|tap|valve|pipe|heater|call|care|tax|design|support|travel|parts?|materials?)$/iu

const FOR_SOMEBODY = /(?<!\p{L})(?:for|pour|para) (?<who>\p{Lu}[\p{L}'’-]+)$/u

/** `for John`, before how long it took. */
export function isForSomebody(words: string): boolean {
  const who = FOR_SOMEBODY.exec(words.trim())?.groups?.who ?? ''
  return who !== '' && !OF_THINGS.test(who)
}

/** Whether some words are written as names of people are: `Tess Caldwell`. */
export const namesSomebody = (name: string): boolean =>
  NAMES.test(name) && !name.split(' ').some((word) => OF_THINGS.test(word))
