export { type AiDraftRow, aiDraftObject, appliedOf, parseAiDraft } from './internal.ts'
