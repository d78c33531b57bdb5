import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HookedMail } from './hooked-mail.ts'

const WINDOW_SECONDS = 300

/** Whether Mailgun signed it, within five minutes of now; the signature says nothing of the mail, so its token is good for one. */
export function isFromMailgun(form: FormData, key: string, nowSeconds: number): boolean {
  const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) => textOf(form, name))
  if (!/^\d{1,12}$/.test(timestamp!) || !token || Math.abs(nowSeconds - Number(timestamp)) > WINDOW_SECONDS)
    return false
  const right = createHmac('sha256', key).update(`${timestamp}${token}`).digest()
  const given = Buffer.from(signature!, 'hex')
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Null for what carries no raw mail: the route must forward to an address that ends in `mime`. */
export function readMailgun(form: FormData): HookedMail | null {
  const mime = textOf(form, 'body-mime')
  if (!mime) return null
  const raw = new TextEncoder().encode(mime)
  return { from: textOf(form, 'sender'), to: textOf(form, 'recipient'), raw, token: textOf(form, 'token') }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
