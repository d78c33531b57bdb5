/** Moves when an older import could not read a newer archive rightly. */
export const ARCHIVE_VERSION = 1
/** Parts of an upload: R2 wants all but the last of one size, 5 MiB at least. */
export const PART_BYTES = 8 * 1024 * 1024
/** For how long a finished archive is kept. */
export const KEPT_DAYS = 7
/** Of one that is imported: what can be sent to us in one go. */
export const ARCHIVE_BYTES_MAX = 95 * 1024 * 1024
export const ARCHIVE_MEMBERS_MAX = 60_000
