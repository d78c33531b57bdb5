import type { OutgoingText, Texter, TextOutcome } from '../../core/services/sms/ports.ts'

export interface FakeTexter extends Texter {
  /** What it was asked, in order. */
  asked: OutgoingText[]
  outcome: TextOutcome
  /** What happens while its answer is on its way. */
  meanwhile: (text: OutgoingText) => Promise<void>
}

export function fakeTexter(): FakeTexter {
  const texter: FakeTexter = {
    asked: [],
    outcome: { outcome: 'accepted', id: 'SM1' },
    meanwhile: async () => {},
    async send(text) {
      texter.asked.push(text)
      await texter.meanwhile(text)
      return texter.outcome
    },
  }
  return texter
}
