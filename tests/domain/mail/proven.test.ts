import { describe, expect, it } from 'vitest'
import { provenSender } from '../../../core/domain/mail/proven.ts'
import { readText } from '../../support/shared-mails.ts'

const HOST = 'mx.hub.example'
const ours = (findings: string) => `Authentication-Results: ${HOST};\r\n ${findings}\r\n`
const proven = (headers: string, host: string | null = HOST) =>
  provenSender(readText(`${headers}From: Ada <ada@shop.example.com>\r\n\r\nHello`), host)
const verdict = (headers: string) => proven(headers).verdict

describe('EM5: who the sender proved to be', () => {
  it.each([
    ['dmarc=pass header.from=shop.example.com', 'VERIFIED'],
    ['dmarc=pass header.from=evil.example', 'UNVERIFIED'],
    ['dkim=pass header.d=shop.example.com', 'VERIFIED'],
    ['dkim=pass header.i=@example.com', 'VERIFIED'],
    ['dkim=pass header.d=evil.example', 'UNVERIFIED'],
    ['dkim=pass header.d=eu.shop.example.com', 'UNVERIFIED'],
    ['dkim=pass header.d=com', 'UNVERIFIED'],
    ['dkim=fail header.d=shop.example.com; dkim=pass header.d=shop.example.com', 'VERIFIED'],
    ['spf=pass smtp.mailfrom=bounce@shop.example.com', 'VERIFIED'],
    ['spf=pass smtp.mailfrom=bounce@mailer.example; dkim=none', 'UNVERIFIED'],
    ['spf=pass smtp.mailfrom=x@evil.example; dmarc=fail header.from=shop.example.com', 'FAILED'],
    ['spf=fail smtp.mailfrom=x@shop.example.com', 'FAILED'],
    ['spf=softfail; dkim=neutral; dmarc=none', 'UNVERIFIED'],
    ['none', 'UNVERIFIED'],
    ['spf=fail (dmarc=pass) smtp.mailfrom="a; dmarc=pass"@evil.example', 'FAILED'],
    ['spf=fail reason="x; dkim=pass header.d=shop.example.com"', 'FAILED'],
    ['dkim=pass header.d=evil.example header.d=shop.example.com', 'UNVERIFIED'],
  ])('%s is %s', (findings, expected) => expect(verdict(ours(findings))).toBe(expected))

  it('answers each finding', () => {
    const findings = 'spf=fail smtp.mailfrom=x@y.example; dkim/1=pass header.d=shop.example.com; dmarc=temperror'
    expect(proven(ours(findings))).toEqual({ spf: 'FAIL', dkim: 'PASS', dmarc: 'NONE', verdict: 'VERIFIED' })
  })

  it('believes no other host, none below the first, and nobody where our host writes nothing', () => {
    const pass = 'dmarc=pass header.from=shop.example.com'
    expect(verdict(`Authentication-Results: mx.evil.example; ${pass}\r\n`)).toBe('UNVERIFIED')
    expect(verdict(`Authentication-Results: ${HOST}.evil.example; ${pass}\r\n`)).toBe('UNVERIFIED')
    expect(verdict(`Authentication-Results: (${HOST}) evil.example; ${pass}\r\n`)).toBe('UNVERIFIED')
    expect(verdict(ours('dmarc=fail') + ours(pass))).toBe('FAILED')
    expect(proven(ours(pass), null).verdict).toBe('UNVERIFIED')
    expect(verdict(`Authentication-Results: MX.Hub.Example 1; ${pass}\r\n`)).toBe('VERIFIED')
  })

  it('believes nobody who names two senders', () => {
    expect(verdict(`${ours('dmarc=pass header.from=shop.example.com')}From: boss@shop.example.com\r\n`)).toBe(
      'UNVERIFIED',
    )
  })
})
