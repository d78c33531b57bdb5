import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newText } from '../../../core/domain/mail/new-text.ts'
import { growth } from '../../support/growth.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const REPLIES = join(SHARED_DATA, 'replies')
const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ')

describe.skipIf(!hasSharedData)('replies of real clients', () => {
  const expected: Record<string, string> = hasSharedData
    ? JSON.parse(readFileSync(join(REPLIES, 'expected-new-words.json'), 'utf8'))
    : {}
  const read = (file: string) => readFileSync(join(REPLIES, 'text', file), 'utf8')

  it.each(Object.entries(expected))('%s', (file, text) => {
    expect(words(newText(read(file)).new_text)).toBe(words(text))
  })

  // What these say is told by their names and by reading them.
  it.each([
    ['email_4.txt', "Awesome! I haven't had another problem with it."],
    ['email_20.txt', 'On Thursday.'],
    ['email_blackberry.txt', 'Here is another email'],
    ['email_iphone.txt', 'Here is another email'],
    ['email_multi_word_sent_from_my_mobile_device.txt', 'Here is another email'],
    ['email_custom_quote_header.txt', 'Thank you!'],
    ['email_customer_quote_header_2.txt', 'Thank you very much.'],
    ['email_thread.txt', 'This is new email reply in thread from bellow.'],
    ['email_unquoted_reply.txt', 'This is my reply.'],
    ['email_zoho.txt', 'What is the best way to clear a Riak bucket of all key, values after running a test?'],
    ['email_3.txt', 'Oh thanks. Having the function would be great. -Abhishek Kona'],
    [
      'email_tricky_18_inline_reply.txt',
      'I think option A is great. Option B has some drawbacks. Option C is not suitable for our use case.',
    ],
    ['email_tricky_16_unicode_signatures.txt', 'Thanks for the update! Cheers 🎉 Sarah'],
  ])('%s', (file, text) => expect(words(newText(read(file)).new_text)).toBe(words(text)))

  it.each([
    'email_5.txt',
    'email_tricky_1_on_false_positive.txt',
    'email_tricky_3_code_block.txt',
    'email_tricky_7_multiple_dashes.txt',
    'email_tricky_17_forward_header.txt',
  ])('%s is new as a whole', (file) => expect(words(newText(read(file)).new_text)).toBe(words(read(file))))

  it('loses no line of any', () => {
    for (const file of Object.keys(expected)) {
      const { new_text, signature, quoted } = newText(read(file))
      const parts = words([new_text, signature, quoted].join(' ')).split(' ').sort()
      expect(parts).toEqual(words(read(file)).split(' ').sort())
    }
  })
})

// Shapes of headers as programs of many languages write them, above an answer that bears no ">".
const ATTRIBUTIONS = [
  'On Tue, 2011-03-01 at 18:02 +0530, Ann Kona wrote:',
  '2014-03-20 8:48 GMT+01:00 Rémi Dolan <remi@example.com>:',
  'Le 19 mars 2014 10:37, Cédric Lombardot <cedric@example.com> a écrit :',
  'Le mer. 5 févr. 2025 à 09:12, Marie Curie <marie@example.fr> a\nécrit :',
  'El 19/03/2014 11:34, Juan Pérez <juan@example.com> escribió:',
  'El mié, 5 feb 2025 a las 9:12, Ana (<ana@example.es>)\nescribió:',
  'W dniu 7 stycznia 2015 15:24 użytkownik Paweł <p@example.com> napisał:',
  'śr., 5 lut 2025 o 09:12 Jan Kowalski <jan@example.pl> napisał(a):',
  'Op 17 jan 2015 18:38 schreef "Birgit de Vries" <birgit@example.nl>:',
  'Den 24. jan. 2015 kl. 09.04 skrev Kurt Larsen <kurt@example.dk>:',
  'ons 5 feb. 2025 kl. 09:12 skrev Anna Svensson <anna@example.se>:',
  'ke 5. helmik. 2025 klo 9.12 Matti Virtanen (matti@example.fi) kirjoitti:',
  'Am 25.10.2014 um 12:30 schrieb Jan Schneider <jan@example.de>:',
  'Am Mi., 5. Feb. 2025 um 09:12 Uhr schrieb Jan Schneider <\njan@example.de>:',
  'Il giorno mer 5 feb 2025 alle ore 09:12 Mario Rossi <mario@example.it> ha scritto:',
  'Em qua., 5 de fev. de 2025 às 09:12, João <joao@example.com.br> escreveu:',
  'ср, 5 февр. 2025 г. в 09:12, Иван Петров <ivan@example.ru>:',
  '5 февраля 2025 г., в 09:12, Иван <ivan@example.ru> написал(а):',
  'Thu, 26 Jun 2014 14:00:51 +0400 от Alexander L <abc@example.com>:',
  'st 5. 2. 2025 v 9:12 odesílatel Jan Novák <jan@example.cz> napsal:',
  'X Y <x@example.hu> ezt írta (időpont: 2025. febr. 5., Sze, 9:12):',
  'Ali Veli <ali@example.com>, 5 Şub 2025 Çar, 09:12 tarihinde şunu yazdı:',
  '在 2025年2月5日，下午12:00，Wang <wang@example.cn> 写道：',
  '2025年2月5日(水) 9:12 山田太郎 <taro@example.jp>:',
  '2025년 2월 5일 (수) 오전 9:12, 김철수 <kim@example.kr>님이 작성:',
  'tor. 5. feb. 2025 kl. 09:12 skrev Ola <ola@example.no>:',
  'Op do 5 feb. 2025 om 09:12 schreef Jan <jan@example.nl>:',
  'W dniu 2017-01-05 o 10:00, Jan pisze:',
  'Στις Τετ 5 Φεβ 2025 στις 9:12 π.μ., ο χρήστης Ann <ann@example.gr> έγραψε:',
  'ср, 5 лют. 2025 р. о 09:12 Ann <ann@example.ua> пише:',
  'На ср, 5.02.2025 г. в 9:12 ч. Ann <ann@example.bg> написа:',
  'sri, 5. velj 2025. u 09:12 Ann <ann@example.hr> napisao je:',
  'În mie., 5 feb. 2025 la 09:12, Ann <ann@example.ro> a scris:',
  'trešd., 2025. g. 5. febr., plkst. 09:12 — lietotājs Ann (<ann@example.lv>) rakstīja:',
  '2025-02-05, tr, 09:12 Ann <ann@example.lt> rašė:',
  'El dc., 5 de febr. 2025, 9:12, Ann <ann@example.cat> va escriure:',
  'Vào Th 4, 5 thg 2, 2025 vào lúc 09:12 Ann <ann@example.vn> đã viết:',
  'Pada Rab, 5 Feb 2025 pukul 09.12 Ann <ann@example.id> menulis:',
  'เมื่อ พ. 5 ก.พ. 2025 เวลา 09:12 Ann <ann@example.th> เขียนว่า:',
  'बुध, 5 फ़र॰ 2025 को 9:12 am बजे को Ann <ann@example.in> ने लिखा:',
  'בתאריך יום ד׳, 5 בפבר׳ 2025 ב-9:12 מאת ‪Ann‬‏ <‪ann@example.il‬‏>:',
  'في الأربعاء، 5 فبراير 2025 في 9:12 ص تمت كتابة ما يلي بواسطة ‪Ann‬‏ <‪ann@example.sa‬‏>:',
  'Ann <ann@example.tw> 於 2025年2月5日 週三 上午9:12寫道：',
  'Ann Miller <ann@example.com> wrote on 5 Feb 2025 at 09:12:',
  '-------- Message d’origine --------\nDe : Ann <ann@example.fr>\nDate : 05/02/2025 09:12 (GMT+01:00)\nÀ : Bob\nObjet : Robinet',
  '-----Oprindelig besked-----\nFra: Ann',
  'Från: Ann <ann@example.se>\nSkickat: den 5 februari 2025 09:12\nTill: Bob\nÄmne: Kran',
  '---- On Wed, 24 Feb 2021 14:02:50 +0530 Ann <ann@example.com> wrote ----',
  '________________________________\nFrom: Ann <ann@example.com>\nSent: Monday, 1 May 2023 09:12\nTo: Bob\nSubject: Tap',
  '-----Ursprüngliche Nachricht-----\nVon: Ann\nGesendet: Montag, 1. Mai 2023 09:12\nAn: Bob\nBetreff: Hahn',
  '*Von:* Ann <ann@example.de>\n*Datum:* Montag, 1. Mai 2023 um 09:12\n*An:* Bob\n*Betreff:* Hahn',
  '发件人: Ann <ann@example.cn>\n发送时间: 2023年5月1日 9:12\n收件人: Bob\n主题: 水龙头',
  '差出人: Ann <ann@example.jp>\n送信日時: 2023年5月1日 9:12\n宛先: Bob\n件名: 蛇口',
  'Fra: Ann <ann@example.no>\nSendt: mandag 1. mai 2023 09:12\nTil: Bob\nEmne: Kran',
  'De: Ann <ann@example.com.br>\nEnviado: segunda-feira, 1 de maio de 2023 09:12\nPara: Bob\nAssunto: Torneira',
]

describe('headers', () => {
  it.each(ATTRIBUTIONS)('%s', (header) => {
    const text = `Thank you, Tuesday suits us.\n\n${header}\n\nCan you come on Tuesday?\n\nAnn`
    expect(newText(text).new_text).toBe('Thank you, Tuesday suits us.')
    const marked = `Thank you.\n\n${header}\n\n> Can you come on Tuesday?\n\nAt ten.`
    expect(newText(marked).new_text).toBe('Thank you.\n\nAt ten.')
  })

  it.each(ATTRIBUTIONS)('a message that begins with it is shown: %s', (header) => {
    expect(newText(`${header}\n\nThe tap drips.`).new_text).toContain('The tap drips.')
  })
})

describe('what is no quote', () => {
  it.each([
    'From: 12 High Street\nTo: 5 Low Road\nDate: Friday 5 May\n\nThree rooms, a piano.',
    'On 5 May 2024 we wrote to you about the boiler:\nit still leaks.',
    'On Monday I wrote:\nnothing works.',
    'He wrote:\nplease call.',
    'On 12.5.2024 at 10:00 we meet at the house, please tell:\n- the colour\n- the price',
    'From the photo I see it is broken.\nTo fix it:\nCall me.',
    'In May 2024 I wrote to info@example.com, and nobody answered.\nWhat now?',
    'My address:\nFrom: Monday\nTo: Friday\nDate: 12.05.2024\nplease come',
    'El lunes 5.5.2024 le escribió mi mujer, ¿puede venir?\nGracias',
    'The tap drips.\n\nDate: Friday\nTime: 10:00\nSubject: kitchen',
    'As discussed on 5.5.2024, please write to bob@example.com:\n- the price\n- the date',
    'We need\n> 5 m of pipe\nand a tap.',
    'Sent from the warehouse yesterday, not here yet.',
    'Please look.\n\nSent from my office last week, the parcel is lost.',
    'It was sent by mail.',
    'Von meinem Handy aus kann ich das nicht öffnen.',
    'Prices:\n----\nTap 20\nPipe 5\n----\nTotal 25, call me at 0123 456789',
    'To: be honest\nSubject: to change\nit is fine',
    '```\n> quoted code\nOn 5 May 2024, Ann <a@example.com> wrote:\n```\nWhy?',
    'Hello\n--\nPlease come tomorrow, the tap drips.',
    'See the notes:\n-----\nPlease write to bob@example.com, he knows the boiler.\n-----\nThanks',
    'Attached.\n\n-----\nFrom:    Ann <ann@example.com>\nSubject: Tap\nDate:    5/10/2005, 17:26:39\nTo:      bob@example.com\n-----\n\nThe tap drips.',
    '1. first\n2. second\n\n* one\n* two\n- three',
  ])('%s', (text) => expect(words(newText(text).new_text)).toBe(words(text)))

  it('shows a forward as what was sent, whatever announces it', () => {
    const header = 'From: Ann <ann@example.com>\nSent: Monday, 1 May 2023 09:12\nTo: Bob\nSubject: Tap'
    const forwarded = `For you.\n\n${header}\n\nThe tap drips.`
    expect(newText(forwarded, 'WG: Tap').new_text).toContain('The tap drips.')
    expect(newText(forwarded, 'RE: Tap').new_text).toBe('For you.')
    expect(newText(`Sent from my iPhone\n\n${header}\n\nThe tap drips.`).new_text).toContain('The tap drips.')
    for (const marker of [
      'Begin forwarded message:',
      '-------- Weitergeleitete Nachricht --------',
      '---------- 转发的邮件 ---------',
    ])
      expect(newText(`For you.\n\n${marker}\n${header}\n\n> Does it drip?\nYes.`).new_text).toContain('Does it drip?')
  })
})

describe('signatures', () => {
  it.each([
    'Sent from my iPhone',
    'Get Outlook for Android<https://aka.ms/x>',
    'Von meinem iPhone gesendet',
    'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
    'Envoyé de mon téléphone',
    'Enviado desde mi móvil',
    'Inviato da iPhone',
    'Verstuurd vanaf mijn iPad',
    'Sendt fra min iPhone',
    'Skickat från min iPhone',
    'Lähetetty iPhonesta',
    'Отправлено с iPhone',
    "iPhone'umdan gönderildi",
    'iPhoneから送信',
    '发自我的iPhone',
    'Sent from Yahoo Mail on Android',
    'Sent with Proton Mail secure email.',
    'Sent from Mail<https://go.microsoft.com/x> for Windows',
    '-- \nAnn\nTaps Ltd',
  ])('are folded and kept: %s', (line) => {
    expect(newText(`Yes please.\n\n${line}\n`)).toEqual({
      new_text: 'Yes please.',
      signature: line.replace('-- ', '--'),
      quoted: '',
    })
  })
})

// Backtracking shows as a time that grows with the square of the length.
it.each([
  ['On ', 'On a '],
  ['dates', '5.5.2024 12:00, '],
  ['addresses', 'a@b '],
  ['brackets', '<'],
  ['dashes', '----- '],
  ['headers', 'From: a\n'],
  ['attributions', 'On 5 May 2024\n'],
  ['originals', '-----Original Message----\n'],
  ['quotes', '> \n'],
  ['blank', '\n'],
  ['spaces', ' '],
  ['delimiters', '--\n'],
  ['rules', '====\n'],
  ['devices', 'Sent from my \n'],
  ['words', 'wrote wrote:\n'],
  ['fences', '```\n'],
])('reads %s in linear time', (_, unit) => {
  expect(growth((length) => newText(unit.repeat(Math.ceil(length / unit.length))))).toBeLessThan(100)
})
