import type { DraftModel } from '../../../core/services/ai-drafts/ports.ts'
import type { Chat } from './chat.ts'
import { draftModel } from './draft-model.ts'
import { openAiChat } from './openai.ts'
import { type WorkersAi, workersAiChat } from './workers-ai.ts'

interface ModelSettings {
  MODEL_URL?: string | undefined
  MODEL_NAME?: string | undefined
  MODEL_KEY?: string | undefined
  MODEL_USD_PER_MILLION_IN?: number | undefined
  MODEL_USD_PER_MILLION_OUT?: number | undefined
  WORKERS_AI_MODEL?: string | undefined
}

/** The models of this deployment, that of MODEL_URL before that of Workers AI; null where there is none. */
export function configuredModel(settings: ModelSettings, binding: WorkersAi | undefined): DraftModel | null {
  const { MODEL_URL: url, MODEL_NAME: model = '', MODEL_KEY: key, WORKERS_AI_MODEL: hosted } = settings
  const { MODEL_USD_PER_MILLION_IN: priceIn, MODEL_USD_PER_MILLION_OUT: priceOut } = settings
  const chats: Chat[] = []
  if (url) chats.push(openAiChat({ url, model, key, priceIn, priceOut }))
  if (hosted && binding) chats.push(workersAiChat(binding, hosted))
  return draftModel(chats)
}
