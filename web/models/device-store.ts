/** What is kept on this device in a database of its own, each under its key; where the browser keeps nothing, for as long as the page lives. */
export class DeviceStore<T> {
  private readonly name: string
  private readonly keyPath: keyof T & string
  private readonly inMemory = new Map<IDBValidKey, T>()

  constructor(name: string, keyPath: keyof T & string) {
    this.name = name
    this.keyPath = keyPath
  }

  async put(one: T): Promise<void> {
    await this.ask('readwrite', (store) => store.put(one)).catch(() => this.inMemory.set(this.keyOf(one), one))
  }

  async remove(key: string): Promise<void> {
    this.inMemory.delete(key)
    await this.ask('readwrite', (store) => store.delete(key)).catch(() => {})
  }

  async all(): Promise<T[]> {
    const stored = await this.ask<T[]>('readonly', (store) => store.getAll()).catch(() => [])
    return [...stored, ...this.inMemory.values()]
  }

  private keyOf(one: T): IDBValidKey {
    return one[this.keyPath] as IDBValidKey
  }

  private async ask<A>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<A>): Promise<A> {
    const database = await this.open()
    try {
      return await new Promise<A>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode)
        const asked = request(transaction.objectStore(STORE))
        transaction.oncomplete = () => resolve(asked.result)
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(this.name, 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: this.keyPath })
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
  }
}

const STORE = 'kept'
