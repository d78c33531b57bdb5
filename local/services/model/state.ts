export const MODEL_KEY = 'model_local'

export const MODES = ['right', 'wrong', 'slow', 'huge', 'hostile', 'down'] as const
export type Mode = (typeof MODES)[number]

/** What a test wants to be answered next: the words of the model, or raw. */
export type Scripted =
  | string
  | {
      status?: number
      headers?: Record<string, string>
      body?: unknown
      delay_ms?: number
      cut?: boolean
      endless?: string
    }

export interface Asked {
  at: string
  messages: { role: string; content: string }[]
  tools: unknown
}

/** A model as far as it is asked here; nothing of it outlives the services. */
export interface Model {
  mode: Mode
  script: Scripted[]
  /** Newest last; without the key. */
  asked: Asked[]
  /** How many answers it gave. */
  answers: number
}

export const openModel = (): Model => ({ mode: 'right', script: [], asked: [], answers: 0 })

const KEPT = 500

export function remember(model: Model, asked: Asked): void {
  model.asked.push(asked)
  if (model.asked.length > KEPT) model.asked.shift()
}
