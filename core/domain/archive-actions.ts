import { change, type Row, view } from './rights.ts'

/** The whole of a business, out and in (H-RBAC-11, 16). */
export const ARCHIVE_ACTIONS = {
  'exports.read': { may: view('export') },
  'exports.work': { also: ['JOB'] },
  'exports.create': { may: change('export'), audit: 'export.create', event: 'export.requested', tells: 'export' },
  'exports.begin': { also: ['JOB'], audit: 'export.begin', tells: 'export' },
  'exports.finish': { also: ['JOB'], audit: 'export.finish', event: 'export.completed', tells: 'export' },
  'exports.fail': { also: ['JOB'], audit: 'export.fail', event: 'export.failed', tells: 'export' },
  'exports.forget': { also: ['JOB'], audit: 'export.forget', tells: 'export' },
} as const satisfies Record<string, Row>
