/** @jsxImportSource hono/jsx */
import { AppError, type ErrorCode } from '../../core/domain/kernel/errors.ts'
import type { Page } from './page.tsx'

export interface Message {
  title: string
  text: string
  /** What a person can do next. */
  next: 'retry' | 'look' | null
}

/** What a kind says to a refusal that is its own. */
export type Messages = Partial<Record<ErrorCode, (error: AppError) => Message>>

/** The page that a message leads back to, and the form that can be sent again. */
export interface Origin {
  path: string
  word: string
  messages: Messages
  retry: string
}

/** A plain sentence instead of an error; `from` is the page of the document, when there is one. */
export function messagePage(error: unknown, from: Origin | null): Page {
  const { title, text, next } = messageOf(error, from?.messages ?? {})
  return {
    title,
    body: (
      <main>
        <section class="card" aria-labelledby="message">
          <h1 id="message">{title}</h1>
          <p>{text}</p>
          {next === 'retry' && from ? (
            <form class="gap" method="post" action={`${from.path}/${from.retry}`}>
              <button class="pay" type="submit">
                Try again
              </button>
            </form>
          ) : null}
          {next && from ? (
            <p class="gap">
              <a href={from.path}>Back to the {from.word}</a>
            </p>
          ) : null}
        </section>
      </main>
    ),
  }
}

function messageOf(error: unknown, own: Messages): Message {
  if (!(error instanceof AppError)) return CRASHED
  return (own[error.code] ?? COMMON[error.code])?.(error) ?? CRASHED
}

const COMMON: Messages = {
  NOT_FOUND: () => ({
    title: 'Link expired',
    text: 'This link no longer works. Ask the business that sent it to you for a new one.',
    next: null,
  }),
  BUSINESS_CLOSED: ({ message }) => ({ title: 'This business is closed here', text: `${message}.`, next: 'look' }),
  RATE_LIMITED: ({ message }) => ({ title: 'Too many requests', text: `${message}, then try again.`, next: null }),
  UNAVAILABLE: () => ({
    title: 'We cannot be reached right now',
    text: 'Nothing was charged. Try again in a minute.',
    next: 'look',
  }),
}

const CRASHED: Message = {
  title: 'Something went wrong on our side',
  text: 'Nothing was charged. Try again in a minute.',
  next: 'look',
}
