/** @jsxImportSource hono/jsx */
import type { PrintedBusiness } from '../../core/contract/documents.ts'
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import type { Letter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { Button, Layout, page, Small, Typed } from './layout.tsx'

interface Plain {
  subject: string
  paragraphs: readonly string[]
  button: { label: string; href: string }
  small: string
}

/** A short letter of a business: some sentences, one button, and the same in plain text. */
export function letterOf(business: PrintedBusiness, { paragraphs, button, small, ...plain }: Plain): Letter {
  const subject = headerText(plain.subject)
  const reply = parseEmail(business.email ?? '')
  return {
    fromName: business.name,
    ...(reply.ok ? { replyTo: reply.value } : {}),
    subject,
    text: `${paragraphs.join('\n\n')}\n\n${button.label}:\n${button.href}\n\n${small}\n`,
    html: page(
      <Layout title={subject} preview={paragraphs[0] ?? ''} from={business.name}>
        {paragraphs.map((text) => (
          <Typed text={text} />
        ))}
        <Button href={button.href} label={button.label} />
        <Small text={small} />
      </Layout>,
    ),
  }
}
