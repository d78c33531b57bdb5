import { aiDrafts } from '../ai-drafts.ts'
import { sentence } from '../sentences.ts'
import { showToast } from '../toasts.ts'

/** Asks a model again that was asked in vain, once however often it is pressed. */
export async function askAgain(id: string): Promise<void> {
  try {
    await aiDrafts.act(id, 'retry', {})
  } catch (error) {
    showToast({ text: sentence(error), kind: 'failed' })
  }
}
