import { describe, expect, it } from 'vitest'
import { readText } from '../../support/shared-mails.ts'

const subject = (raw: string, more = '') =>
  readText(`From: a@example.com\r\n${more}Subject: ${raw}\r\n\r\nHello`).subject
const body = (type: string, raw: string, more = '') =>
  readText(`From: a@example.com\r\nContent-Type: ${type}\r\n${more}\r\n${raw}`)
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

describe('EM3: headers', () => {
  it.each([
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
    ['=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=', 'Grüße'],
    ['=?utf-8?Q?Gr=C3?=\r\n =?utf-8?Q?=BC=C3=9Fe?=', 'Grüße'],
    ['=?iso-8859-1?Q?Gr\xfc\xdfe?=', 'Grüße'],
    ['=?utf-7?Q?Gr+APwA3w-e?=', 'Grüße'],
    ['=?gb18030?B?xOO6ww==?= 2', '你好 2'],
    ['=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?= =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=', 'テストテスト'],
    ['=?iso-8859-1*en?Q?a_b?= c', 'a b c'],
    ['=?none?B?VEVTVA=?=', 'TEST'],
    ['=?utf-8?Q?a b_c?=', 'a b c'],
    [bytes('Grüße'), 'Grüße'],
    ['Gr\xfc\xdfe', 'Grüße'],
    ['a\r\n b\r\n\tc', 'a b c'],
    ['=?utf-8?Q?a=0D=0ABcc:_x?=', 'a Bcc: x'],
    ['=?utf-8?Q?broken', '=?utf-8?Q?broken'],
  ])('%s reads %s', (raw, read) => expect(subject(raw)).toBe(read))

  it('takes raw letters as those of the text', () => {
    expect(subject('\xcf\xf0\xe8\xe2\xe5\xf2', 'Content-Type: text/plain; charset=windows-1251\r\n')).toBe('Привет')
    expect(subject('\xc4\xe3\xba\xc3', 'Content-Type: text/plain; charset=gb2312\r\n')).toBe('你好')
    expect(subject(bytes('通知'), 'Content-Type: text/plain; charset=iso-2022-jp\r\n')).toBe('通知')
  })

  it('parts addresses where no name is cut', () => {
    const mail = readText(
      'From: =?utf-8?Q?M=C3=BCller=2C_Jo?= <jo@example.com>\r\nTo: "B, C" <b@example.com>, team: d@example.com, e@example.com;\r\n\r\n',
    )
    expect(mail.from).toEqual({ name: 'Müller, Jo', address: 'jo@example.com' })
    expect(mail.to.map(({ address }) => address)).toEqual(['b@example.com', 'd@example.com', 'e@example.com'])
  })

  it('keeps ids with their brackets, and instants', () => {
    const mail = readText(
      'Message-ID: a@b\r\nIn-Reply-To: <c@d>\r\nReferences: <e@f>\r\n\t<c@d>\r\nDate: Tue, 1 Apr 2025 10:00:00 +0200 (CEST)\r\n\r\n',
    )
    expect(mail).toMatchObject({ message_id: '<a@b>', in_reply_to: '<c@d>', references: ['<e@f>', '<c@d>'] })
    expect(mail.date).toBe('2025-04-01T08:00:00.000Z')
    expect(readText('Date: the day before\r\n\r\n').date).toBeNull()
  })
})

describe('EM3: texts', () => {
  it.each([
    ['text/plain; charset=utf-8', bytes('Grüße'), 'Grüße'],
    ['text/plain; charset=iso-8859-1', bytes('Grüße'), 'Grüße'],
    ['text/plain; charset=us-ascii', 'Gr\xfc\xdfe', 'Grüße'],
    ['text/plain; charset=x-nobody-knows', 'Gr\xfc\xdfe', 'Grüße'],
    ['text/plain; charset=utf-7', 'Gr+APwA3w-e +- 1', 'Grüße + 1'],
    ['text/plain; charset=gb18030', '\xc4\xe3\xba\xc3', '你好'],
    ['text/plain', '\xc4\xe3\xba\xc3\xa3\xac\xb9\xdc\xb5\xc0\xc2\xa9\xcb\xae', '你好，管道漏水'],
    ['text/plain', '\xcf\xf0\xe8\xe2\xe5\xf2, \xf2\xe5\xf7\xe5\xf2 \xea\xf0\xe0\xed', 'Привет, течет кран'],
    ['text/plain', '\xcf\xf0\xe8\xe2\xe5\xf2', 'Привет'],
    ['text/plain; charset=cp1252', 'a \x96 b', 'a – b'],
    ['text/plain; format=flowed', 'one \r\ntwo\r\n> a \r\n> b\r\n-- \r\nJo', 'one two\n> a b\n-- \nJo'],
    ['text/plain; format=flowed; delsp=yes', 'on \r\ne', 'one'],
  ])('%s %s', (type, raw, read) => expect(body(type, raw).text).toBe(read))

  it('finds the charset of HTML within it', () => {
    expect(body('text/html', '<meta charset="windows-1251"><p>\xcf\xf0').html).toContain('<p>Пр')
  })

  it('keeps every word where text and HTML alternate, and of a body whose boundary is another', () => {
    const mixed = body(
      'multipart/mixed; boundary=b',
      '--b\r\nContent-Type: text/html\r\n\r\n<p>one</p>\r\n--b\r\n\r\n2 < 3\r\n--b--',
    )
    expect(mixed).toMatchObject({ text: null, attachments: [] })
    expect(mixed.html).toMatch(/<p>one<\/p>\n<div[^>]*>2 &lt; 3<\/div>/)
    const wrong = body('multipart/mixed; boundary=b', '--c\r\nContent-Type: text/html\r\n\r\n<p>one\r\n--c--')
    expect(wrong.html).toBe('<p>one')
    expect(body('multipart/mixed; boundary=b', 'one').text).toBe('one')
  })
})

describe('attachments', () => {
  const named = (disposition: string, type = 'application/pdf') =>
    body(
      'multipart/mixed; boundary=b',
      `--b\r\n\r\nHi\r\n--b\r\nContent-Type: ${type}\r\nContent-Disposition: ${disposition}\r\n\r\nx\r\n--b--`,
    ).attachments[0]?.file_name

  it.each([
    ["attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", '€ rates.pdf'],
    ['attachment; filename*0*=iso-8859-1\'\'%FC; filename*1="b.pdf"', 'üb.pdf'],
    ['attachment; filename="=?utf-8?Q?=C3=BC.pdf?="', 'ü.pdf'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\Temp\\\\a.pdf"', 'a.pdf'],
    ['attachment; filename="a\\"b;c.pdf"', 'a_b;c.pdf'],
    ["attachment; filename*=utf-8''a%E2%80%AEfdp.exe", 'afdp.exe'],
    ["attachment; filename*=utf-8''a%00%0D%0Ab.pdf", 'ab.pdf'],
    [`attachment; filename="${'a'.repeat(400)}.pdf"`, `${'a'.repeat(251)}.pdf`],
    ['attachment; filename=".."', null],
    ['attachment', null],
  ])('%s is named %s', (disposition, name) => expect(named(disposition)).toBe(name))

  it('has the bytes that were sent, of whatever encoding', () => {
    const part = (encoding: string, raw: string) =>
      body('application/octet-stream', raw, `Content-Transfer-Encoding: ${encoding}\r\n`).attachments[0]?.content
    const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10])
    expect(part('base64', 'iVBO\r\nRw0K\r\nGgo=')).toEqual(png)
    expect(part('base64', 'iVA=TkcNChoK')).toEqual(png)
    expect(part('quoted-printable', '=89PNG=0D=\r\n=0A=1a=0A')).toEqual(png)
    expect(part('x-uuencode', 'begin 644 a.png\n(B5!.1PT*&@H\n`\nend\n')).toEqual(png)
    expect(part('8bit', '\x89PNG\r\n\x1a\n')).toEqual(png)
  })

  it('takes a mail within a mail as one', () => {
    const mail = body('multipart/digest; boundary=b', '--b\r\n\r\nSubject: in\r\n\r\nHi\r\n--b--')
    expect(mail.attachments).toMatchObject([{ mime_type: 'message/rfc822' }])
  })
})
