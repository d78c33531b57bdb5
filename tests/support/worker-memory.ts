import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Only Linux tells. */
export const canMeasureMemory = existsSync('/proc/self/clear_refs')

const MB = 1024

/** By how many MB the runtime that this process started grows at most while something happens, with its storage. */
export async function growthOf(happening: () => Promise<unknown>): Promise<number> {
  const pid = execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' }).trim()
  const memory = (what: 'VmRSS' | 'VmHWM') =>
    Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / MB
  // Forgets the peak of before.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  const before = memory('VmRSS')
  await happening()
  return memory('VmHWM') - before
}

/** A mail of 24.9 MB with one file. */
export function largeMail(subject: string): string {
  const base64 = `${'QUJD'.repeat(19)}\r\n`.repeat((24.9 * MB * 1024) / 78)
  return [
    'From: Jane <jane@customer.example>',
    `Subject: ${subject}`,
    `Message-ID: <${crypto.randomUUID()}@customer.example>`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'See the plan.',
    '--b',
    'Content-Type: application/pdf; name=plan.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    `${base64}--b--`,
    '',
  ].join('\r\n')
}
