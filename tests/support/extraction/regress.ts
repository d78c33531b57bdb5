/** What was seen of one thing, which kind it is, and how much it counts. */
export interface Sample {
  seen: readonly (readonly [feature: number, value: number])[]
  meant: number
  weight: number
}

export interface Fitted {
  /** Of each feature one for each kind. */
  weights: Float64Array
  bias: Float64Array
}

interface Course {
  features: number
  kinds: number
  epochs: number
  /** How far a step goes at first, and how strongly weights are held small. */
  rate: number
  decay: number
}

/** For each kind what was seen says for it. */
export function sumsOf({ weights, bias }: Fitted, seen: Sample['seen']): number[] {
  const sums = [...bias]
  for (const [feature, value] of seen)
    for (let kind = 0; kind < sums.length; kind++) sums[kind]! += weights[feature * sums.length + kind]! * value
  return sums
}

/** Logistic regression of several kinds, by stochastic gradients with a rate for each weight (AdaGrad). The same samples give the same weights. */
export function regress(samples: readonly Sample[], { features, kinds, epochs, rate, decay }: Course): Fitted {
  const fitted = { weights: new Float64Array(features * kinds), bias: new Float64Array(kinds) }
  const gone = { weights: new Float64Array(features * kinds).fill(1e-8), bias: new Float64Array(kinds).fill(1e-8) }
  const next = drawer()
  const hold = decay / samples.length
  for (let epoch = 0; epoch < epochs; epoch++) {
    const step = rate * (1 - epoch / epochs)
    for (const { seen, meant, weight } of shuffled(samples, next)) {
      const errors = errorsOf(sumsOf(fitted, seen), meant).map((error) => error * weight)
      for (let kind = 0; kind < kinds; kind++) move(fitted.bias, gone.bias, kind, errors[kind]!, rate / 5)
      for (const [feature, value] of seen)
        for (let kind = 0; kind < kinds; kind++) {
          const at = feature * kinds + kind
          move(fitted.weights, gone.weights, at, errors[kind]! * value + hold * fitted.weights[at]!, step)
        }
    }
  }
  return fitted
}

function move(values: Float64Array, gone: Float64Array, at: number, slope: number, step: number): void {
  gone[at]! += slope * slope
  values[at]! -= (step * slope) / Math.sqrt(gone[at]!)
}

function errorsOf(sums: readonly number[], meant: number): number[] {
  const most = Math.max(...sums)
  const each = sums.map((sum) => Math.exp(sum - most))
  const all = each.reduce((sum, one) => sum + one)
  return each.map((one, kind) => one / all - Number(kind === meant))
}

/** The same numbers each time. */
function drawer(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function shuffled<T>(all: readonly T[], next: () => number): T[] {
  const order = [...all]
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}
