import type { LookupAddress } from 'node:dns';
import { guardedLookup } from './guarded-lookup.ts';

// The name of this machine is in every hosts file, so no name server is asked.
const look = (isGuarded: boolean, all: boolean) =>
  new Promise<{ error: Error | null; addresses: string | LookupAddress[] }>((resolve) => {
    guardedLookup({ timeoutMilliseconds: 2_000, isGuarded })(
      'localhost',
      { all } as { all: true },
      (error, addresses) => resolve({ error, addresses }),
    );
  });

describe('a name that leads to this machine', () => {
  it('is not even asked for where strangers are called', async () => {
    expect((await look(true, true)).error).not.toBeNull();
    expect((await look(true, false)).error).not.toBeNull();
  });

  it('is answered in the form that was asked for where it is allowed', async () => {
    expect((await look(false, true)).addresses).toContainEqual(
      expect.objectContaining({ address: expect.any(String) }),
    );
    expect(typeof (await look(false, false)).addresses).toBe('string');
  });
});
