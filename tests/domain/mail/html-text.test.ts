import { describe, expect, it } from 'vitest'
import { textOfHtml } from '../../../core/domain/mail/html-text.ts'
import { growth } from '../../support/growth.ts'
import { HOSTILE_HTML } from '../../support/hostile-html.ts'

describe('the text of HTML', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<div>one</div><div>two</div>', 'one\ntwo'],
    ['a<br>b<br><br>c', 'a\nb\n\nc'],
    ['  a \n b\t<b>c</b> d', 'a b c d'],
    ['<ul><li>one<li>two</ul>after', '- one\n- two\n\nafter'],
    ['<table><tr><td>Tap</td><td>20</td></tr><tr><td>Pipe</td><td>5</td></tr></table>', 'Tap 20\nPipe 5'],
    ['<a href="https://e.com/x">here</a> it is', 'here <https://e.com/x> it is'],
    ['<a href="https://e.com/">https://e.com</a>', 'https://e.com'],
    ['<a href="mailto:a@e.com">a@e.com</a>', 'a@e.com'],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['<div style="display:none;max-height:0">preheader</div><p>text</p>', 'text'],
    ['<div style="max-height:0px;overflow:hidden">preheader</div>text', 'text'],
    ['<span style="VISIBILITY : HIDDEN !important">x</span>text', 'text'],
    ['<td style="font-size:0"><span style="font-size:14px">text</span></td>', 'text'],
    ['<style>p{}</style><title>t</title><script>s</script>text', 'text'],
    ['<pre>a\n  b\n\nc</pre>', 'a\n  b\n\nc'],
    ['a<hr>b', 'a\n-----\nb'],
    ['<blockquote type="cite">old<br>older</blockquote>new', '> old\n> older\n>\nnew'],
    ['a&nbsp;&amp;&#8203; b', 'a & b'],
    ['&lt;b&gt;', '<b>'],
    ['<img alt="Logo" src="http://e.com/x.png">text', 'text'],
    ['', ''],
  ])('%s', (html, text) => expect(textOfHtml(html)).toBe(text))

  it('holds no script of any kind', () => {
    for (const html of HOSTILE_HTML) expect(textOfHtml(html)).not.toMatch(/<(?:javascript|vbscript|data):/i)
  })

  it.each(['<p>', 'a<br>', '<a href="https://e.com">a</a>', '<table>', '&nbsp;'])('%s takes linear time', (unit) => {
    expect(growth((length) => textOfHtml(unit.repeat(Math.ceil(length / unit.length))))).toBeLessThan(100)
  })
})
