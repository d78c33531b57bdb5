import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { foldedHtml } from '../../../core/domain/mail/fold-html.ts'
import { newTextOfHtml } from '../../../core/domain/mail/html-text.ts'
import { newText } from '../../../core/domain/mail/new-text.ts'
import { growth } from '../../support/growth.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const TALON = join(SHARED_DATA, 'replies/talon')
const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ')

/** What is seen of the result, and what is folded, as a browser's parser reads it. */
function seen(html: string, subject = ''): { shown: string; folded: string } {
  const found = { shown: '', folded: '' }
  const walk = (node: DefaultTreeAdapterTypes.Node, isFolded: boolean) => {
    if (node.nodeName === 'summary') return
    if (node.nodeName === '#text')
      found[isFolded ? 'folded' : 'shown'] += (node as DefaultTreeAdapterTypes.TextNode).value
    else found[isFolded ? 'folded' : 'shown'] += ' '
    const isFold = node.nodeName === 'details' && 'attrs' in node && node.attrs.every(({ name }) => name !== 'open')
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, isFolded || isFold)
  }
  walk(parseFragment(foldedHtml(html, { subject }).html), false)
  return { shown: words(found.shown), folded: words(found.folded) }
}

describe.skipIf(!hasSharedData)('replies of real clients', () => {
  const files = (folder: string, end: string) =>
    hasSharedData ? readdirSync(join(TALON, folder)).filter((file) => file.endsWith(end)) : []
  const replies = files('html_replies', '.html').map(
    (file) => [file, readFileSync(join(TALON, 'html_replies', file), 'utf8')] as const,
  )

  it.each(replies)('%s', (_, html) => {
    const { shown, folded } = seen(html)
    expect(shown).toBe('Hi. I am fine. Thanks, Alex')
    expect(folded).toContain('Alexander L')
    expect(folded.endsWith('Hello! How are you? Thanks, Sasha.')).toBe(true)
    expect(words(newTextOfHtml(html).new_text)).toBe(shown)
  })

  // The parser joins the flowed lines of one mail across the end of its quote; here they are read as they stand.
  const mail = (file: string) =>
    PostalMime.parse(readFileSync(join(TALON, 'standard_replies', file), 'utf8').replace(/; format="?flowed"?/, ''))

  it.each(files('standard_replies', '.eml'))('%s', async (file) => {
    const { html, text, subject } = await mail(file)
    if (text) expect(words(newText(text, subject).new_text)).toBe('Hello')
    if (!html) return
    const { shown, folded } = seen(html, subject)
    expect(shown).toBe(
      { 'outlook.eml': 'Allo! Follow up MIME!', 'sparrow.eml': 'Hello -- xxx Sent with Sparrow' }[file] ?? 'Hello',
    )
    expect(folded).toMatch(/(?:Hi|Unsubscribe)\b/)
    expect(shown.startsWith(words(newTextOfHtml(html, subject).new_text))).toBe(true)
  })
})

const CLIENTS: Record<string, string> = {
  Gmail:
    '<div dir="ltr">NEW</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Wed, 5 Feb 2025 at 09:12, Ann &lt;<a href="mailto:a@example.com">a@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>OLD</div></blockquote></div>',
  'Gmail in a language of no table':
    '<div dir="ltr">NEW</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">OLD kirjutas kuupäeval K, 5. veebruar 2025:<br></div><blockquote class="gmail_quote"><div>OLD</div></blockquote></div>',
  'Gmail, between':
    '<div class="gmail_quote"><div class="gmail_attr">On Wed, 5 Feb 2025 at 09:12, Ann &lt;a@example.com&gt; wrote:<br></div><blockquote class="gmail_quote">OLD</blockquote><div>NEW</div><blockquote class="gmail_quote">OLD</blockquote><div>NEW</div></div>',
  'Outlook on the web':
    '<div class="elementToProof">NEW</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Ann &lt;a@example.com&gt;<br><b>Sent:</b> Wednesday, February 5, 2025 9:12 AM<br><b>To:</b> Bob<br><b>Subject:</b> OLD</font><div>&nbsp;</div></div><div>OLD</div>',
  'Outlook in a language of no table':
    '<div>NEW</div><hr><div id="x_divRplyFwdMsg"><b>Frá:</b> OLD<br><b>Efni:</b> OLD</div><div>OLD</div>',
  'Outlook on Windows':
    '<div class="WordSection1"><p class="MsoNormal">NEW<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Frá:</b> OLD &lt;a@example.com&gt;<br><b>Sent þann:</b> OLD<br><b>An:</b> OLD<br><b>Betreff:</b> OLD</p></div><p>OLD</p></div>',
  'Outlook on a Mac':
    '<div>NEW</div><span id="OLK_SRC_BODY_SECTION"><div><span>From: </span>OLD<br><span>Date: </span>OLD</div><div>OLD</div></span>',
  'Outlook on a phone':
    '<div>NEW</div><div id="mail-editor-reference-message-container"><div style="border-top:1pt solid"><b>OLD:</b> OLD</div>OLD</div>',
  Yahoo:
    '<div class="ydp1a2b3c4d5yahoo-style-wrap"><div>NEW</div></div><div id="ydp1a2b3c4d5yahoo_quoted_123" class="ydp1a2b3c4d5yahoo_quoted"><div><div>On Wednesday 5 February 2025 at 09:12, Ann wrote:</div><div>OLD</div></div></div>',
  Thunderbird:
    '<p>NEW</p><div class="moz-cite-prefix">Am 05.02.25 um 09:12 schrieb OLD:<br></div><blockquote type="cite" cite="mid:x@y"><p>OLD</p></blockquote><p>NEW</p>',
  'Apple Mail':
    '<div>NEW</div><br><div><blockquote type="cite"><div>On 5 Feb 2025, at 09:12, OLD &lt;a@example.com&gt; wrote:</div><br class="Apple-interchange-newline"><div>OLD</div></blockquote></div><br>',
  iPhone:
    'NEW<br><br><div dir="ltr">NEW</div><div dir="ltr"><br><blockquote type="cite">Le 5 févr. 2025 à 09:12, OLD &lt;a@example.com&gt; a écrit :<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">OLD</div></blockquote>',
  'Windows Mail':
    '<div>NEW</div><div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;"><div><font><b>From:</b>&nbsp;<a href="mailto:a@example.com">OLD</a><br><b>Sent:</b>&nbsp;Wednesday, 5 February 2025 09:12<br><b>To:</b>&nbsp;OLD<br><b>Subject:</b> OLD</font></div></div><div>OLD</div>',
  GMX: '<div>NEW</div><div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> Mittwoch, 05. Februar 2025 um 09:12 Uhr<br><b>Von:</b> OLD &lt;a@example.com&gt;<br><b>An:</b> OLD<br><b>Betreff:</b> OLD</div><div name="quoted-content">OLD</div></div>',
  Proton:
    '<div>NEW</div><div class="protonmail_quote">On Wednesday, OLD wrote:<br><blockquote class="protonmail_quote" type="cite">OLD</blockquote></div>',
  Zoho: '<div>NEW</div><div class="zmail_extra"><div>---- On Wed, 05 Feb 2025 09:12:00 +0100 <b>OLD</b> wrote ---<br></div><blockquote>OLD</blockquote></div>',
  Roundcube:
    '<p>NEW</p><p id="reply-intro">On 2025-02-05 09:12, OLD wrote:</p><blockquote type="cite"><div>OLD</div></blockquote>',
  AOL: 'NEW<br><br>-----Original Message-----<br>From: OLD &lt;a@example.com&gt;<br>To: OLD<br>Sent: Wed, Feb 5, 2025 9:12 am<br>Subject: OLD<br><br><div id="yiv1">OLD</div>',
  Hotmail: '<div>NEW<br><hr id="stopSpelling">OLD: OLD<br>OLD<br></div>',
  'in a table':
    '<table><tr><td>NEW</td></tr><tr><td>On Wed, 5 Feb 2025 at 09:12, OLD &lt;a@example.com&gt; wrote:<blockquote type="cite">OLD</blockquote></td></tr><tr><td>NEW</td></tr></table>',
  'a list under a quote': '<ul><li>NEW<blockquote type="cite">OLD</blockquote>NEW</li></ul>',
  'text in HTML':
    '<pre>NEW\n\nOn 5 Feb 2025, OLD &lt;a@example.com&gt; wrote:\n</pre><pre>&gt; OLD\n&gt; OLD\n</pre><pre>NEW</pre>',
}

describe('other clients', () => {
  it.each(Object.entries(CLIENTS))('%s', (_, html) => {
    const { shown, folded } = seen(html)
    expect(shown).toMatch(/NEW/)
    expect(shown).not.toMatch(/OLD/)
    expect(folded).toMatch(/OLD/)
    expect(folded).not.toMatch(/NEW/)
    expect(newTextOfHtml(html).new_text).toMatch(/^[^O]*NEW/)
    expect(newTextOfHtml(html).new_text).not.toMatch(/OLD/)
  })

  it.each(Object.entries(CLIENTS))('%s folds once', (name, html) => {
    const folds = foldedHtml(html).html.match(/<details>/g)
    expect(folds).toHaveLength(name === 'Gmail, between' ? 2 : 1)
  })
})

describe('what is not folded', () => {
  it.each([
    [
      'a forward of Gmail',
      '<div>NEW</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Ann</b> &lt;a@example.com&gt;<br>Date: Wed, 5 Feb 2025<br>Subject: Tap<br>To: Bob</div>NEW<blockquote class="gmail_quote">NEW</blockquote></div>',
      '',
    ],
    [
      'a forward of Thunderbird',
      '<p>NEW</p><div class="moz-forward-container"><br>-------- Áframsent --------<table class="moz-email-headers"><tr><th>Subject: </th><td>Tap</td></tr><tr><th>From: </th><td>a@example.com</td></tr><tr><th>To: </th><td>b@example.com</td></tr></table>NEW</div>',
      '',
    ],
    [
      'a forward of Outlook',
      '<div>NEW</div><div id="divRplyFwdMsg"><b>From:</b> a@example.com<br><b>Sent:</b> 5 Feb 2025<br><b>To:</b> b<br><b>Subject:</b> NEW</div><div>NEW</div>',
      'FW: Tap',
    ],
    [
      'a forward without a word',
      '<div id="divRplyFwdMsg"><b>From:</b> a@example.com<br><b>Sent:</b> 5 Feb 2025<br><b>To:</b> b<br><b>Subject:</b> NEW</div><div>NEW</div>',
      '',
    ],
    [
      'a forward of Zoho',
      '<div>NEW</div><div class="zmail_extra"><div>============ Forwarded message ============<br>From: a@example.com<br>To: b<br>Date: 5 Feb 2025<br>Subject: NEW</div><blockquote>NEW</blockquote></div>',
      '',
    ],
    [
      'a signature under a line',
      '<p>NEW</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>Ann Miller</p><p>Tel: NEW</p></div><p>PS: NEW</p>',
      '',
    ],
    [
      'what is attached',
      '<div>NEW</div><div class="postal-email-header"><div>From: a@example.com</div><div>Date: 5 Feb 2025</div><div>Subject: NEW</div><div>To: b@example.com</div></div>NEW',
      '',
    ],
    ['what somebody cites', '<p>The manual says:</p><blockquote>NEW</blockquote><p>Is that so?</p>', ''],
    ['what somebody folds', '<details><summary>More</summary>NEW</details>', ''],
    ['a bulletin', '<table><tr><td>NEW</td><td>On 5 May 2024 we open:</td></tr></table><p>NEW</p>', ''],
  ])('%s', (_, html, subject) => {
    const { folded } = seen(html, subject)
    expect(folded).toBe('')
  })

  it('a mail of splinters', () => {
    const html = '<b><i>'.repeat(40) + '<blockquote type="cite">old</blockquote>new'.repeat(5000)
    expect(seen(html).folded).toBe('')
  })
})

it.each([
  ['quotes', '<blockquote type="cite">a</blockquote>'],
  ['answers', '<blockquote type="cite">a</blockquote>b'],
  ['open quotes', '<blockquote>'],
  ['attributions', '<p>On 5 May 2024, a@b.c wrote:</p>'],
  ['lines', 'a<br>'],
  ['text', 'abc '],
  ['cells', '<td>a'],
])('folds %s in linear time', (_, unit) => {
  expect(growth((length) => foldedHtml(unit.repeat(Math.ceil(length / unit.length))))).toBeLessThan(100)
})
