import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { Route } from '../router.ts'
import { complete } from './complete.ts'
import { MODES, type Model, openModel, type Scripted } from './state.ts'

const LARGEST_PROMPT = 1024 * 1024
const WORDS = `mode: ${MODES.join(', ')}; script: a list of what is answered next; forget: true`

/** A model server that speaks OpenAI's chat completions below `/model/v1`, its mood, and what it was asked. */
export function modelSimulator(now: () => Date): Route[] {
  const model = openModel()
  return [
    { path: /^\/model\/v1\/chat\/completions$/, post: (call) => complete(model, call, now()), limit: LARGEST_PROMPT },
    {
      path: /^\/model$/,
      post: (call) => change(model, call),
      get: () => json({ mode: model.mode }),
      limit: LARGEST_PROMPT,
    },
    { path: /^\/model\/requests$/, get: () => json(model.asked) },
  ]
}

function change(model: Model, call: Call): Answer {
  const { mode = model.mode, script, forget, ...more } = jsonBody(call) ?? { unknown: true }
  const known = MODES.find((one) => one === mode)
  if (!known || Object.keys(more).length > 0 || (script !== undefined && !Array.isArray(script)))
    return json({ error: WORDS }, 422)
  model.mode = known
  if (script) model.script = script as Scripted[]
  if (forget === true) model.asked = []
  return json({ mode: model.mode, script: model.script.length })
}
