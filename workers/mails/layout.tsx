/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx'

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif"
const COLUMN = 'max-width:560px;margin:0 auto;padding:24px 16px'
const CARD = 'background:#FFFFFF;border:1px solid #DEDFDA;border-radius:12px;padding:24px'
const HIDDEN = 'display:none;max-height:0;overflow:hidden;opacity:0'

interface LayoutProps {
  title: string
  /** What the list of mails shows beside the subject. */
  preview: string
  /** Who writes, above the card. */
  from: string
  footer?: readonly string[]
  children?: Child
}

/** A whole mail. Everything put into it is escaped. */
export function Layout({ title, preview, from, footer = [], children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
      </head>
      <body style={`margin:0;background:#F7F7F5;color:#1B1C1A;font-size:16px;line-height:24px;${FONT}`}>
        <div style={HIDDEN}>{preview}</div>
        <div style={COLUMN}>
          <p style="margin:0 0 16px;font-size:18px;font-weight:600">{from}</p>
          <div style={CARD}>{children}</div>
          {footer.map((line) => (
            <Small text={line} />
          ))}
        </div>
      </body>
    </html>
  )
}

/** The one thing to do, large enough for a thumb. */
export const Button = ({ href, label }: { href: string; label: string }) => (
  <p style="margin:20px 0">
    <a
      href={href}
      style="display:block;padding:14px 24px;border-radius:10px;background:#1F5FBF;color:#FFFFFF;font-weight:600;text-align:center;text-decoration:none"
    >
      {label}
    </a>
  </p>
)

/** Text as it was typed, with its line breaks. */
export const Typed = ({ text }: { text: string }) => (
  <p style="margin:0 0 16px;white-space:pre-wrap;overflow-wrap:anywhere">{text}</p>
)

export const Small = ({ text }: { text: string }) => (
  <p style="margin:8px 0 0;font-size:14px;line-height:20px;color:#5A5D57;overflow-wrap:anywhere;white-space:pre-line">
    {text}
  </p>
)

/** Label and figure on one line, the figures aligned. */
export const Figures = ({ rows }: { rows: readonly Figure[] }) => (
  <table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="border-collapse:collapse">
    {rows.map(({ label, value, note, strong }) => (
      <tr style={strong ? 'font-weight:600' : ''}>
        <td style="padding:6px 16px 6px 0;vertical-align:top;overflow-wrap:anywhere">
          {label}
          {note ? (
            <span style="display:block;font-size:14px;line-height:20px;color:#5A5D57;white-space:pre-line">{note}</span>
          ) : null}
        </td>
        <td style="padding:6px 0;vertical-align:top;text-align:right;white-space:nowrap">{value}</td>
      </tr>
    ))}
  </table>
)

/** Short labels and what they say, which may take two lines. */
export const Facts = ({ facts }: { facts: readonly { label: string; value: string }[] }) => (
  <table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="border-collapse:collapse">
    {facts.map(({ label, value }) => (
      <tr>
        <td style="padding:4px 16px 4px 0;vertical-align:top;white-space:nowrap;color:#5A5D57">{label}</td>
        <td style="padding:4px 0;vertical-align:top;text-align:right;overflow-wrap:anywhere">{value}</td>
      </tr>
    ))}
  </table>
)

export interface Figure {
  label: string
  value: string
  note?: string
  strong?: boolean
}

/** The page as a string, ready to be sent. */
export const page = (node: Child): string => `<!doctype html>${String(node)}`
