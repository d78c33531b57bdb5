// What text messages need from the outside world, in plain types. The adapters are in workers/adapters/sms.

/** Sends text messages. */
export interface Texter {
  send(text: OutgoingText): Promise<TextOutcome>
}

export interface OutgoingText {
  /** Both in E.164; `from` is ours. */
  from: string
  to: string
  body: string
  /** Where the provider tells how it fared. */
  statusUrl: string
  /** Since when it may have gone out already, without an answer; null for a message that nobody tried to send. */
  triedAt: Date | null
}

/** `unknown`: the provider may have accepted it although no answer came; sent again with `triedAt`, it goes out once. */
export type TextOutcome =
  | { outcome: 'accepted'; id: string }
  /** `isOptedOut`: whoever has the number wants nothing from ours. */
  | { outcome: 'refused'; reason: string; isOptedOut: boolean }
  | { outcome: 'unknown'; reason: string }

/** A text message that came in, as its provider says. */
export interface IncomingText {
  /** The provider's own, the same each time that it tells of it. */
  sid: string
  from: string
  to: string
  text: string
  /** STOP, START or HELP where the provider itself took it for that. */
  statedConsent: string | null
  /** Addresses of pictures at the provider. */
  media: string[]
}

/** How a text message that we sent fared, in the provider's words. */
export interface TextEvent {
  sid: string
  status: string
  errorCode: string | null
}
