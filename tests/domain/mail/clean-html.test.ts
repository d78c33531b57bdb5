import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../core/domain/mail/clean-html.ts'
import { foldedHtml } from '../../../core/domain/mail/fold-html.ts'
import { growth } from '../../support/growth.ts'
import { HOSTILE_HTML } from '../../support/hostile-html.ts'

// The results are read as browsers read them, by parse5, which shares no line with the parser that cleans.
const ELEMENTS =
  /^(?:html|head|body|a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)$/
const ATTRIBUTES =
  /^(?:align|alt|bgcolor|border|cellpadding|cellspacing|color|colspan|data-remote|dir|face|height|href|lang|open|rel|rowspan|size|src|start|style|target|title|type|valign|width)$/
const STYLE = /^(?:[a-z-]+:[\p{L}\p{N}\s#%.,!+/-]*(?:(?:rgb|hsl)a?\([\d\s.,%/]+\)[\p{L}\p{N}\s#%.,!+/-]*)*;?)*$/u

/** Everything in the HTML that is not on the lists above, as a browser's parser reads it. */
function offences(html: string): string[] {
  const found: string[] = []
  const walk = (node: DefaultTreeAdapterTypes.Node) => {
    if (node.nodeName === '#comment' || node.nodeName === '#documentType') found.push(node.nodeName)
    if ('attrs' in node) {
      if (!ELEMENTS.test(node.tagName) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(node.tagName)
      for (const { name, value } of node.attrs) if (!isAllowed(name, value)) found.push(`${name}=${value}`)
    }
    if ('content' in node) found.push('content')
    if ('childNodes' in node) node.childNodes.forEach(walk)
  }
  walk(parse(html))
  return found
}

function isAllowed(name: string, value: string): boolean {
  if (name === 'href') return /^(?:https?:\/\/|mailto:|tel:)/.test(value)
  if (name === 'src')
    return /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,/.test(value) || value.startsWith('/files/')
  if (name === 'style')
    return STYLE.test(value) && !/url|expression|position|behavior|binding|import|javascript|\\/i.test(value)
  return ATTRIBUTES.test(name)
}

const sources = { cid: (id: string) => `/files/${encodeURIComponent(id)}` }

describe('what must not pass', () => {
  it(`counts ${HOSTILE_HTML.length} kinds`, () => expect(HOSTILE_HTML.length).toBeGreaterThan(80))

  it.each(HOSTILE_HTML)('%s', (hostile) => {
    const { html } = cleanHtml(hostile, sources)
    expect(offences(html)).toEqual([])
    expect(offences(foldedHtml(`new<blockquote type="cite">${hostile}</blockquote>`, sources).html)).toEqual([])
    const shown = cleanHtml(hostile).html
    expect(cleanHtml(shown).html).toBe(shown)
  })

  it('also in each other', () => {
    const part = fc.constantFrom(...HOSTILE_HTML)
    const cut = fc.tuple(part, fc.nat(200)).map(([html, at]) => html.slice(0, at))
    fc.assert(
      fc.property(fc.array(fc.oneof(part, cut), { minLength: 2, maxLength: 6 }), (parts) => {
        const { html } = cleanHtml(parts.join(''))
        expect(offences(html)).toEqual([])
        expect(cleanHtml(html).html).toBe(html)
      }),
      { numRuns: 500 },
    )
  })

  it('nor what is made of pieces of tags', () => {
    const piece = fc.constantFrom(
      ...'< > </ /> <!-- --> <![CDATA[ ]]> <? " \' = & ; \u0000 a p div li ul table tr td th form svg math style script title textarea noscript template details summary select option img src href onerror x javascript: &#106; <p> <div> <li> <table> <tr> <td> </p> </td> <a> <form> <h1> <b> </b> <svg> <math> <style> </style> <dd> <dl> <ul> <tbody> <blockquote> <pre> <br> <button> <hr>'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('', ' '), (pieces, between) => {
        const { html } = cleanHtml(pieces.join(between), sources)
        expect(offences(html)).toEqual([])
        expect(cleanHtml(html, sources).html).toBe(html)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('what is kept', () => {
  it.each([
    ['<p>a &lt;b&gt; &amp; c</p>', '<p>a &lt;b&gt; &amp; c</p>'],
    ['<b>bold</b><i>it</i><br>', '<b>bold</b><i>it</i><br>'],
    ['<ul><li>one<li>two</ul>', '<ul><li>one</li><li>two</li></ul>'],
    ['<form action="/x"><input name="a">text</form>', '<div>text</div>'],
    ['<o:p>word</o:p>', 'word'],
    ['<noscript>shown</noscript>', 'shown'],
    ['<p style="color:red;position:fixed;COLOR : rgb(1, 2, 3)">x</p>', '<p style="color:red;color:rgb(1, 2, 3)">x</p>'],
    ['<p style="font-family:\'Segoe UI\', Arial">x</p>', '<p style="font-family:Segoe UI, Arial">x</p>'],
    ['<p style="background:#fff url(http://e.com/a.png)">x</p>', '<p>x</p>'],
    ['<p style="background:#fff">x</p>', '<p style="background-color:#fff">x</p>'],
    ['<p style="margin:-400px;padding:3pt">x</p>', '<p style="padding:3pt">x</p>'],
    ['<p class="a" id="b" onclick="c">x</p>', '<p>x</p>'],
    ['<div style="display:none">preheader</div>text', 'text'],
    ['<details><summary>s</summary>mine</details>', '<details open=""><summary>s</summary>mine</details>'],
    ['<a href="/relative">x</a>', '<span>x</span>'],
    ['<a href="tel:+1555">x</a>', '<a href="tel:+1555" rel="noopener noreferrer nofollow" target="_blank">x</a>'],
    ['<a href="//e.com">x</a>', '<a href="https://e.com/" rel="noopener noreferrer nofollow" target="_blank">x</a>'],
    ['<p>a<x-y><div>b</div></x-y></p>', '<div>a<div>b</div></div>'],
    ['<img src="cid:logo@x" alt="Logo">', '<img alt="Logo" src="/files/logo%40x">'],
    ['<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'],
    ['<img src="data:image/svg+xml;base64,AAAA">', '<img>'],
    ['<img src="http://e.com/p.gif" width="1" height="1">x', 'x'],
  ])('%s', (sent, kept) => expect(cleanHtml(sent, sources).html).toBe(kept))

  it('names pictures of the web instead of asking for them, each once', () => {
    const html =
      '<img src="http://e.com/a.png"><img src="//e.com/b.png"><img src="http://e.com/a.png" srcset="http://e.com/c.png 2x">'
    expect(cleanHtml(html)).toEqual({
      html: '<img data-remote="0"><img data-remote="1"><img data-remote="0">',
      remote_images: ['http://e.com/a.png', 'https://e.com/b.png'],
      is_truncated: false,
    })
    expect(cleanHtml(html, { remote: (url) => `/files/${url.length}` })).toMatchObject({
      html: '<img src="/files/18"><img src="/files/19"><img src="/files/18">',
      remote_images: [],
    })
  })
})

describe('limits', () => {
  it('keeps the words of what is nested too deeply', () => {
    const { html } = cleanHtml(`${'<div>'.repeat(1500)}word${'</div>'.repeat(1500)}after`)
    expect(html.match(/<div>/g)).toHaveLength(100)
    expect(html).toContain('word')
    expect(html.endsWith('</div>after')).toBe(true)
  })

  it('ends after 50,000 nodes, two million characters, or 2,000 open elements, and says so', () => {
    expect(cleanHtml('<br>'.repeat(60_000)).html.length).toBe(4 * 50_000)
    expect(cleanHtml('<br>'.repeat(60_000)).is_truncated).toBe(true)
    expect(cleanHtml('x'.repeat(3_000_000))).toMatchObject({ is_truncated: true })
    expect(cleanHtml('<b>'.repeat(100_000)).is_truncated).toBe(true)
  })

  it.each([
    ['open elements', '<div>'],
    ['end tags', '</b>'],
    ['half tags', '<a '],
    ['attributes', 'a="b" '],
    ['comments', '<!--'],
    ['entities', '&amp'],
    ['brackets', '<'],
    ['open items', '<li>a'],
    ['cells', '<table><tr><td>'],
    ['styles', '<p style="a:b;c:d">'],
    ['pictures', '<img src="http://e.com/a">'],
    ['links', '<a href="http://e.com/">x'],
    ['other pictures', ''],
  ])('%s take linear time', (_, unit) => {
    const repeated = (length: number) =>
      unit
        ? unit.repeat(Math.ceil(length / unit.length))
        : Array.from({ length: length / 25 }, (_, n) => `<img src="http://e.com/${n}">`).join('')
    expect(growth((length) => cleanHtml(repeated(length)))).toBeLessThan(100)
  })
})
