/** Of one file, in bytes: said by the API, and by the app before it begins to send. */
export const FILE_BYTES_MAX = 25 * 1024 * 1024
