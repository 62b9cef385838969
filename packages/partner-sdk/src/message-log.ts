/**
 * Remembers which messages were dealt with. Delivery is at least once: the same `webhook-id` may come again, in rare cases
 * while the first is still being worked on. Back it with a table that has the id as its primary key and keep ids for 31
 * days: retries go on for three, and a message may be replayed for 30.
 */
export interface MessageLog {
  /** Takes the message on. `new`: work on it now; `running`: somebody is; `done`: it was dealt with. */
  begin(id: string): Promise<'new' | 'running' | 'done'> | 'new' | 'running' | 'done';
  /** It is dealt with for good. */
  finish(id: string): Promise<void> | void;
  /** It failed: the next attempt may begin again. */
  forget(id: string): Promise<void> | void;
}

export interface MemoryMessageLogOptions {
  /** The oldest are forgotten beyond this many. Default: 50,000. */
  readonly limit?: number;
}

/** A log in memory, for tests and for receivers whose own record already makes a second message harmless. */
export function memoryMessageLog({ limit = 50_000 }: MemoryMessageLogOptions = {}): MessageLog {
  const states = new Map<string, 'running' | 'done'>();
  return {
    begin(id) {
      const state = states.get(id);
      if (state) return state;
      states.set(id, 'running');
      return 'new';
    },
    finish(id) {
      states.delete(id);
      states.set(id, 'done');
      for (const [oldest, state] of states) {
        if (states.size <= limit) break;
        if (state === 'done') states.delete(oldest);
      }
    },
    forget(id) {
      states.delete(id);
    },
  };
}
