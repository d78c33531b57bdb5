import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canBe, deliveredType } from '../../../core/domain/files/content-type.ts'
import { fileName } from '../../../core/domain/files/file-name.ts'

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])))

describe('FI1 a content is what it is said to be', () => {
  const PNG = bytes(0x89, 'PNG\r\n', 0x1a, '\n')
  const JPEG = bytes(0xff, 0xd8, 0xff, 0xe0)
  const WEBP = bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 ')
  const HEIC = bytes(0, 0, 0, 0x18, 'ftypheic')
  const ZIP = bytes('PK', 3, 4)

  it.each<[string, Uint8Array]>([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', WEBP],
    ['image/heic', HEIC],
    ['application/pdf', bytes('%PDF-1.4')],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ZIP],
    ['application/zip', ZIP],
    ['text/plain', bytes('Bonjour')],
    ['text/plain', bytes('BM is how a bitmap begins, and this sentence')],
    ['text/csv', bytes(0xef, 0xbb, 0xbf, 'a,b')],
    ['application/x-anything', bytes('MZ')],
    ['text/plain', bytes()],
  ])('%s', (type, head) => expect(canBe(type, head)).toBe(true))

  it.each<[string, Uint8Array]>([
    ['image/png', JPEG],
    ['image/png', bytes('<svg onload=alert(1)>')],
    ['image/gif', bytes('GIF88a')],
    ['image/webp', bytes('RIFF', 1, 2, 3, 4, 'WAVE')],
    ['application/pdf', bytes('<html>')],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes('MZ')],
    ['text/plain', ZIP],
    ['text/plain', bytes('a', 0, 'b')],
    ['image/png', bytes()],
  ])('not %s', (type, head) => expect(canBe(type, head)).toBe(false))

  it('EM9 is delivered as nothing that a browser runs', () => {
    for (const type of [
      'text/html',
      'image/svg+xml',
      'application/xhtml+xml',
      'text/xml',
      'application/javascript',
      'text/plain',
    ])
      expect(deliveredType(type), type).toBe('application/octet-stream')
    expect(deliveredType('image/png')).toBe('image/png')
  })
})

describe('EM9 the name of a file', () => {
  it.each([
    ['plan.pdf', 'plan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\plan.pdf', 'plan.pdf'],
    ['..', 'file'],
    ['   ', 'file'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a\r\nb\u0000.pdf', 'ab.pdf'],
    ['a"b<c>|?.pdf', 'a_b_c___.pdf'],
    ['.htaccess', 'htaccess'],
    ['図面 最終.pdf', '図面 最終.pdf'],
  ])('%j is %j', (typed, kept) => expect(fileName(typed)).toBe(kept))

  it('is cut before its ending, never within a character', () => {
    expect(fileName(`${'é'.repeat(200)}.pdf`)).toBe(`${'é'.repeat(125)}.pdf`)
    expect(fileName(`${'😀'.repeat(100)}.jpeg`)).toMatch(/^😀{62}\.jpeg$/u)
  })

  it('is never empty, too long, a folder, or changed when it is kept again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const name = fileName(typed)
        expect(name).not.toMatch(/[\\/\p{Cc}]|^\.|^$/u)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
        expect(fileName(name)).toBe(name)
      }),
    )
  })
})
