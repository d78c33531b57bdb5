/** The person's locale: what is typed and shown in the app goes by it; what customers see goes by the business. */
export const locale = (): string => navigator.language || 'en'
