import { scrypt } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OneAtATime } from '../../../workers/adapters/passwords/one-at-a-time.ts'
import { passwordsBy, type Scrypt } from '../../../workers/adapters/passwords/scrypt.ts'
import { refusalOf } from '../../support/auth-context.ts'

it('eight sign-ins at once hash one after the other, and what is quick is answered meanwhile', async () => {
  let [running, most] = [0, 0]
  const counted: Scrypt = (password, salt, length, options, done) => {
    most = Math.max(most, ++running)
    scrypt(password, salt, length, options, (error, key) => {
      running--
      done(error, key)
    })
  }
  const passwords = passwordsBy(counted)
  const order: string[] = []
  const all = Array.from({ length: 8 }, () => passwords.matches('wrong', null).then(() => order.push('hash')))
  setTimeout(() => order.push('quick'), 1)
  await Promise.all(all)
  expect(most).toBe(1)
  expect(order.indexOf('quick')).toBeLessThan(3)
})

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const never = () => new Promise<never>(() => {})
  const work = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, 'done'))

  it('is only so long: the rest is refused with a time, and it empties again', async () => {
    const queue = new OneAtATime()
    const asked = Array.from({ length: 60 }, () => refusalOf(queue.run(work(100))))
    await vi.advanceTimersByTimeAsync(30_000)
    const outcomes = await Promise.all(asked)
    expect(outcomes.filter((one) => one === 'UNAVAILABLE')).toHaveLength(19)
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(41)
    const next = queue.run(work(100))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await next).toBe('done')
  })

  it('refuses who waited too long, with the seconds to wait', async () => {
    const queue = new OneAtATime()
    const slow = Array.from({ length: 20 }, () => queue.run(work(1500)).catch((error) => error))
    await vi.advanceTimersByTimeAsync(40_000)
    const outcomes = await Promise.all(slow)
    expect(outcomes.filter((one) => one === 'done').length).toBeGreaterThanOrEqual(4)
    const refused = outcomes.filter((one) => one !== 'done')
    expect(refused[0]).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 })
  })

  it('goes on when a work, or one that waited, never ends', async () => {
    const queue = new OneAtATime()
    void queue.run(never)
    await vi.advanceTimersByTimeAsync(5000)
    const next = queue.run(work(100))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await next).toBe('done')
  })

  it('passes a failure on, and the next has its turn', async () => {
    const queue = new OneAtATime()
    const failed = queue.run(() => Promise.reject(new Error('no'))).catch((error) => error.message)
    await vi.advanceTimersByTimeAsync(100)
    expect(await failed).toBe('no')
    const next = queue.run(work(1))
    await vi.advanceTimersByTimeAsync(100)
    expect(await next).toBe('done')
  })
})
