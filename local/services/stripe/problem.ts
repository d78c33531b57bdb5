/** A refusal in Stripe's shape. */
export class StripeProblem extends Error {
  readonly status: number
  readonly error: Record<string, unknown>

  constructor(status: number, error: { message: string; type?: string; code?: string; param?: string }) {
    super(error.message)
    this.status = status
    this.error = { type: 'invalid_request_error', ...error }
  }
}

export const invalid = (message: string, param?: string, code?: string) =>
  new StripeProblem(400, { message, ...(param ? { param } : {}), ...(code ? { code } : {}) })

export const missing = (object: string, id: string, param: string) =>
  new StripeProblem(404, { message: `No such ${object}: '${id}'`, param, code: 'resource_missing' })
