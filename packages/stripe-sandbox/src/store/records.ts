/** How a kind of record may be looked up beside its id: the name of an index and the key a record has in it. */
export type IndexTable = Record<string, (record: never) => string | null | undefined>;

/** Told of each change, with what was there before. */
export type Watcher = (record: object | undefined, previous: object | undefined) => void;

/**
 * The records of one kind in one account, in the order they came. Indexes are kept up with each `set`; a record may be
 * changed in place before it is set again, so the keys it had are remembered apart from it.
 */
export class Records {
  readonly #byId = new Map<string, object>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  readonly #keys = new Map<string, (string | null | undefined)[]>();
  readonly #table: [string, (record: never) => string | null | undefined][];
  readonly #watch: Watcher | undefined;
  /** Ids by age; an id that was removed leaves a gap until the list is tidied. */
  #order: string[] = [];
  #position = new Map<string, number>();

  constructor(table: IndexTable, watch?: Watcher) {
    this.#table = Object.entries(table);
    this.#watch = watch;
    for (const [name] of this.#table) this.#indexes.set(name, new Map());
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): object | undefined {
    return this.#byId.get(id);
  }

  set(id: string, record: object): void {
    const previous = this.#byId.get(id);
    if (!previous) {
      this.#position.set(id, this.#order.length);
      this.#order.push(id);
    }
    this.#byId.set(id, record);
    this.#file(id, record);
    this.#watch?.(record, previous);
  }

  delete(id: string): boolean {
    const previous = this.#byId.get(id);
    if (!previous) return false;
    this.#byId.delete(id);
    this.#position.delete(id);
    this.#file(id, undefined);
    this.#watch?.(undefined, previous);
    if (this.#order.length > 2 * this.#byId.size + 64) this.#tidy();
    return true;
  }

  /** Oldest first; with an id, only what came after it. */
  *oldest(after?: string): Iterable<object> {
    for (let at = after === undefined ? 0 : this.#at(after) + 1; at < this.#order.length; at += 1) {
      const found = this.#present(at);
      if (found) yield found;
    }
  }

  /** Newest first; with an id, only what came before it. */
  *newest(before?: string): Iterable<object> {
    for (let at = (before === undefined ? this.#order.length : this.#at(before)) - 1; at >= 0; at -= 1) {
      const found = this.#present(at);
      if (found) yield found;
    }
  }

  /** Oldest first. */
  where(index: string, key: string): object[] {
    const filed = this.#indexes.get(index);
    if (!filed) throw new Error(`there is no index "${index}"`);
    return [...(filed.get(key) ?? [])].map((id) => this.#byId.get(id) as object);
  }

  count(index: string, key: string): number {
    return this.#indexes.get(index)?.get(key)?.size ?? 0;
  }

  /** The keys under which an index files anything. */
  keys(index: string): string[] {
    return [...(this.#indexes.get(index)?.keys() ?? [])];
  }

  /** The records under a key of an index, by age, with ids of any record as cursors. */
  filed(index: string, key: string): { newest(before?: string): object[]; oldest(after?: string): object[] } {
    const rows = (fits: (at: number) => boolean): object[] =>
      [...(this.#indexes.get(index)?.get(key) ?? [])]
        .map((id): [number, string] => [this.#at(id), id])
        .filter(([at]) => fits(at))
        .toSorted(([a], [b]) => a - b)
        .map(([, id]) => this.#byId.get(id) as object);
    return {
      newest: (before) => rows((at) => before === undefined || at < this.#at(before)).reverse(),
      oldest: (after) => rows((at) => after === undefined || at > this.#at(after)),
    };
  }

  entries(): Iterable<[string, object]> {
    return this.#byId.entries();
  }

  #at(id: string): number {
    const at = this.#position.get(id);
    if (at === undefined) throw new Error(`there is no record "${id}"`);
    return at;
  }

  #present(at: number): object | undefined {
    const id = this.#order[at] as string;
    return this.#position.get(id) === at ? this.#byId.get(id) : undefined;
  }

  #file(id: string, record: object | undefined): void {
    if (this.#table.length === 0) return;
    const before = this.#keys.get(id);
    const keys = record && this.#table.map(([, keyOf]) => keyOf(record as never));
    this.#table.forEach(([name], at) => {
      const was = before?.[at];
      const is = keys?.[at];
      if (was === is) return;
      const index = this.#indexes.get(name) as Map<string, Set<string>>;
      if (was !== null && was !== undefined) {
        const left = index.get(was);
        left?.delete(id);
        if (left?.size === 0) index.delete(was);
      }
      if (is === null || is === undefined) return;
      const ids = index.get(is);
      if (ids) ids.add(id);
      else index.set(is, new Set([id]));
    });
    if (keys) this.#keys.set(id, keys);
    else this.#keys.delete(id);
  }

  #tidy(): void {
    this.#order = [...this.#byId.keys()];
    this.#position = new Map(this.#order.map((id, at) => [id, at]));
  }
}
