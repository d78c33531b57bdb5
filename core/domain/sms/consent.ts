export type Consent = 'STOP' | 'START' | 'HELP'

/** Alone in a message, these are answered and obeyed by the provider itself (Twilio's default words). */
const WORDS: Readonly<Record<string, Consent>> = {
  STOP: 'STOP',
  STOPALL: 'STOP',
  UNSUBSCRIBE: 'STOP',
  CANCEL: 'STOP',
  END: 'STOP',
  QUIT: 'STOP',
  OPTOUT: 'STOP',
  REVOKE: 'STOP',
  START: 'START',
  YES: 'START',
  UNSTOP: 'START',
  HELP: 'HELP',
  INFO: 'HELP',
}

/** What a message says about being written to, or null for any other; `stated` is what the provider itself made of it, in any language. */
export function consentOf(text: string, stated: string | null = null): Consent | null {
  if (stated === 'STOP' || stated === 'START' || stated === 'HELP') return stated
  const word = text.trim().toUpperCase()
  return Object.hasOwn(WORDS, word) ? WORDS[word]! : null
}
