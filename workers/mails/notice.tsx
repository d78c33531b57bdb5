/** @jsxImportSource hono/jsx */
import type { Letter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { Button, Layout, page, Small, Typed } from './layout.tsx'

const PRODUCT = 'SMB Hub'

export interface Notice {
  subject: string
  body: string
  button: { label: string; href: string }
  /** What to do when one did not ask for it, or how long the link works. */
  small: string
}

/** A mail of the product itself: one sentence, one button, and the same in plain text. */
export function noticeLetter(notice: Notice): Letter {
  const subject = headerText(notice.subject)
  const { body, button, small } = notice
  return {
    fromName: PRODUCT,
    subject,
    text: `${body}\n\n${button.label}:\n${button.href}\n\n${small}\n`,
    html: page(
      <Layout title={subject} preview={body} from={PRODUCT}>
        <Typed text={body} />
        <Button href={button.href} label={button.label} />
        <Small text={small} />
      </Layout>,
    ),
  }
}
