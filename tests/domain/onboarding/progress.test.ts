import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../core/domain/onboarding/definition.ts'
import { ownerSteps } from '../../../core/domain/onboarding/owner.ts'
import { progressOf, refusalOf, type SaidStep } from '../../../core/domain/onboarding/progress.ts'
import { intakeSteps } from '../../support/intake-steps.ts'

const statuses = (said: SaidStep[], facts: Fact[] = [], definition = intakeSteps) => {
  const { steps, done, next, closed } = progressOf(definition, said, new Set(facts))
  return [steps.map(({ status }) => status).join(' '), done, next?.key ?? null, closed]
}

describe('how far a business is', () => {
  it.each<[string, SaidStep[], Fact[], unknown[]]>([
    ['nothing said', [], [], ['PENDING PENDING PENDING', 0, 'papers', true]],
    ['one said', [{ step: 'papers', status: 'DONE' }], [], ['DONE PENDING PENDING', 1, 'people', true]],
    ['a fact, though nobody said so', [], ['has_contact'], ['PENDING DONE PENDING', 1, 'papers', true]],
    [
      'a fact that was said and does not hold',
      [{ step: 'people', status: 'DONE' }],
      [],
      ['PENDING PENDING PENDING', 0, 'papers', true],
    ],
    [
      'a required step is never skipped',
      [{ step: 'papers', status: 'SKIPPED' }],
      [],
      ['PENDING PENDING PENDING', 0, 'papers', true],
    ],
    [
      'all that is required',
      [
        { step: 'papers', status: 'DONE' },
        { step: 'extras', status: 'SKIPPED' },
      ],
      ['has_contact'],
      ['DONE DONE SKIPPED', 2, null, false],
    ],
    [
      'a step of another version',
      [{ step: 'gone', status: 'DONE' }],
      [],
      ['PENDING PENDING PENDING', 0, 'papers', true],
    ],
  ])('%s', (_, said, facts, expected) => {
    expect(statuses(said, facts)).toEqual(expected)
  })

  it('a skipped step is done once its fact holds', () => {
    const said: SaidStep[] = [{ step: 'contacts', status: 'SKIPPED' }]
    expect(statuses(said, [], ownerSteps)[0]).toContain('SKIPPED')
    expect(statuses(said, ['has_contact'], ownerSteps)[0]).not.toContain('SKIPPED')
  })

  it('the owner can skip each of the seven, and no gate is closed', () => {
    expect(ownerSteps.steps).toHaveLength(7)
    for (const step of ownerSteps.steps) expect(refusalOf(step, 'SKIPPED')).toBeNull()
    expect(statuses([], [], ownerSteps).at(-1)).toBe(false)
  })

  it('what rests on a fact says what to do first', () => {
    for (const { fact, missing } of [...ownerSteps.steps, ...intakeSteps.steps])
      expect(missing !== undefined).toBe(fact !== null)
  })
})

it('no code knows a step by its name: they stand in the definition and the list of pages alone', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const folders = ['core', 'workers', 'queues', 'web', 'migrations/functions']
  const files = folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /onboarding|welcome|first-steps/.test(file) && /\.(ts|tsx|sql)$/.test(file))
      .map((file) => `${folder}/${file}`),
  )
  const named = files.filter((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8')
    return ownerSteps.steps.some(({ key }) => new RegExp(`(step|key) ?(===|:) ?'${key}'`).test(text))
  })
  expect(files.length).toBeGreaterThan(8)
  expect(named).toEqual(['core/domain/onboarding/owner.ts'])
})
