/** Moves when an older import could not read a newer archive rightly. */
export const ARCHIVE_VERSION = 1
/** Parts of an upload: R2 wants all but the last of one size, 5 MiB at least. */
export const PART_BYTES = 8 * 1024 * 1024
/** For how long a finished archive is kept. */
export const KEPT_DAYS = 7
