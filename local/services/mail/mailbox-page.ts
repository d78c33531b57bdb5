import { type Answer, escapeHtml, html } from '../http.ts'
import { ADDRESS, trim } from './links.ts'
import type { Mailbox, StoredMail } from './mailbox.ts'

const SHOWN = 50

/** What the providers delivered, to be read by a person. Also works below another path, so its links are relative. */
export function mailboxPage(mailbox: Mailbox, to: string | null): Answer {
  const mails = mailbox.list(to ?? undefined).slice(0, SHOWN)
  const content = mails.length > 0 ? mails.map(item).join('\n') : '<p>No mail yet.</p>'
  return html(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox</title><style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
details { border-top: 1px solid #8886; padding: .5rem 0 } summary { cursor: pointer; min-height: 44px }
iframe { width: 100%; height: 34rem; border: 1px solid #8886; background: #fff } pre { white-space: pre-wrap; overflow-wrap: anywhere }
small { opacity: .8 } form input { font: inherit; min-height: 44px; width: 20rem; max-width: 100% }
</style></head><body><h1>Mailbox</h1>
<form><label>To <input name="to" value="${escapeHtml(to ?? '')}"></label></form>
${content}
</body></html>`)
}

export function attachmentCall(mailbox: Mailbox, id: string, index: number): Answer {
  const attachment = mailbox.get(id)?.attachments[index]
  const content = attachment ? mailbox.attachment(id, index) : null
  if (!attachment || !content) return html('<p>No such attachment.</p>', 404)
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      'x-content-type-options': 'nosniff',
    },
    body: content,
  }
}

function item(mail: StoredMail, position: number): string {
  const heading = `${escapeHtml(mail.subject || mail.text.slice(0, 80))}<br><small>${mail.channel} to ${escapeHtml(mail.to)} from ${escapeHtml(mail.from)}, ${escapeHtml(mail.sent_at)}</small>`
  const files = mail.attachments
    .map(
      (file, index) =>
        `<p><a href="mailbox/${mail.id}/${index}">${escapeHtml(file.name)}</a> <small>${file.size} bytes</small></p>`,
    )
    .join('')
  const body = mail.html === '' ? `<pre>${linked(mail.text)}</pre>` : frame(mail)
  return `<details${position === 0 ? ' open' : ''}><summary>${heading}</summary>${body}${files}</details>`
}

// No scripts and no forms of the mail run; its links replace this page.
const frame = (mail: StoredMail) =>
  `<iframe loading="lazy" title="${escapeHtml(mail.subject)}" sandbox="allow-top-navigation-by-user-activation allow-popups" srcdoc="${escapeHtml(`<base target="_top">${mail.html}`)}"></iframe>`

function linked(text: string): string {
  let end = 0
  let result = ''
  for (const match of text.matchAll(ADDRESS)) {
    const url = trim(match[0])
    result += `${escapeHtml(text.slice(end, match.index))}<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`
    end = match.index + url.length
  }
  return result + escapeHtml(text.slice(end))
}
