/** @jsxImportSource hono/jsx */
import type { Letter, MessageLetter } from '../../core/services/ports.ts'
import { headerText } from '../adapters/mail/header-text.ts'
import { page } from './layout.tsx'

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif"
const PRE = 'white-space:pre-wrap;overflow-wrap:anywhere'

/** A letter as a person writes it: no card, nothing to press. */
export function messageLetter(letter: MessageLetter): Pick<Letter, 'subject' | 'text' | 'html'> {
  return { subject: headerText(letter.subject), text: textOf(letter), html: page(<Mail letter={letter} />) }
}

const ON_PAGE = 'Answer this mail, or read and answer on your page'

function textOf({ new_text, signature, quoted, thread_url }: MessageLetter): string {
  const link = thread_url ? [`${ON_PAGE}: ${thread_url}`] : []
  const signed = signature ? [`-- \n${signature}`] : []
  return [new_text.trimEnd(), ...link, ...signed, ...(quoted ? [quoted] : [])].join('\n\n')
}

const Mail = ({ letter: { new_text, signature, quoted, thread_url } }: { letter: MessageLetter }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
    </head>
    <body style={`margin:0;font-size:16px;line-height:24px;${FONT}`}>
      <div style={PRE}>{new_text.trimEnd()}</div>
      {thread_url ? (
        <p>
          <a href={thread_url}>{ON_PAGE}</a>
        </p>
      ) : null}
      {signature ? (
        <div style={`${PRE};margin-top:16px;color:#5A5D57`}>
          {'-- \n'}
          {signature}
        </div>
      ) : null}
      {quoted ? <Quoted text={quoted} /> : null}
    </body>
  </html>
)

/** A line that says who wrote, then what, as mail programs mark and fold it. */
function Quoted({ text }: { text: string }) {
  const [head = '', ...lines] = text.split('\n')
  const isQuote = lines.some((line) => line.startsWith('>'))
  if (!isQuote) return <div style={`${PRE};margin-top:16px`}>{text}</div>
  return (
    <div class="gmail_quote" style="margin-top:16px">
      <div style={PRE}>{head}</div>
      <blockquote type="cite" style={`margin:8px 0 0;padding-left:12px;border-left:2px solid #DEDFDA;${PRE}`}>
        {lines.map((line) => line.replace(/^> ?/, '')).join('\n')}
      </blockquote>
    </div>
  )
}
