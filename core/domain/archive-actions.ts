import { change, type Row, view } from './rights.ts'

/** The whole of a business, out and in (H-RBAC-11, 16). */
export const ARCHIVE_ACTIONS = {
  'exports.read': { may: view('export') },
  'exports.work': { also: ['JOB'] },
  'exports.create': {
    may: change('export'),
    whenClosed: true,
    audit: 'export.create',
    event: 'export.requested',
    tells: 'export',
  },
  'exports.schedule': { may: change('export'), audit: 'export.schedule', tells: 'export' },
  'exports.rehearse': { may: change('export'), audit: 'export.rehearse', tells: 'export' },
  'exports.compare': { also: ['JOB'], audit: 'export.compare', tells: 'export' },
  'exports.begin': { also: ['JOB'], audit: 'export.begin', tells: 'export' },
  'exports.finish': { also: ['JOB'], audit: 'export.finish', event: 'export.completed', tells: 'export' },
  'exports.fail': { also: ['JOB'], audit: 'export.fail', event: 'export.failed', tells: 'export' },
  'exports.forget': { also: ['JOB'], audit: 'export.forget', tells: 'export' },
  // Of who owns it alone: it makes the business another.
  'imports.read': { may: { roles: ['OWNER'] } },
  'imports.create': { may: { roles: ['OWNER'] }, audit: 'import.create', event: 'import.requested', tells: 'import' },
  'imports.look': { also: ['JOB'] },
  'imports.work': { also: ['JOB'], audit: 'import.work', tells: 'import' },
  'imports.finish': { also: ['JOB'], audit: 'import.finish', event: 'import.completed', tells: 'business' },
  'imports.refuse': { also: ['JOB'], audit: 'import.refuse', tells: 'import' },
  'imports.fail': { also: ['JOB'], audit: 'import.fail', event: 'import.failed', tells: 'import' },
} as const satisfies Record<string, Row>
