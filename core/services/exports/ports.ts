/** Storage that takes a large object part by part; nothing of it is there before it is complete. */
export interface PartStore {
  begin(key: string): Promise<string>
  /** Answers the tag that completing asks for. Told again, it replaces itself. */
  put(key: string, uploadId: string, no: number, bytes: Uint8Array): Promise<string>
  complete(key: string, uploadId: string, tags: readonly string[]): Promise<void>
  /** Leaves no part behind; says nothing of an upload that is not there. */
  abort(key: string, uploadId: string): Promise<void>
  sizeOf(key: string): Promise<number | null>
}

export interface ZipMember {
  name: string
  input: AsyncIterable<Uint8Array>
}

export interface Hash {
  update(bytes: Uint8Array): void
  hex(): string
}

/** How an archive is written; the same members at the same instant give the same bytes. Whoever uses a piece is done with it before he asks for the next. */
export interface ArchiveFormat {
  zip(members: AsyncIterable<ZipMember>, at: Date): AsyncIterable<Uint8Array>
  hash(): Hash
  /** A quick one, by which the same bytes are known again; anybody can make others that have it. */
  sum(bytes: Uint8Array): string
}
