import { once } from 'node:events';
import path from 'node:path';
import { startHouse, type House } from './house.ts';
import { HouseError } from './house-error.ts';
import { usesSandbox } from './surroundings.ts';

/** How the person follows the start; the terminal's side of it lives with the start script, which runs before any install. */
export interface Progress {
  done(title: string, seconds: number): void;
  note(message: string): void;
  trouble(message: string): void;
}

export interface SupervisorOptions {
  readonly root: string;
  readonly progress: Progress;
  readonly startedAt: number;
}

/** Runs the house until the person ends it; resolves with the exit code. */
export async function supervise({ root, progress, startedAt }: SupervisorOptions): Promise<number> {
  const stopping = new AbortController();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals === 1) {
      progress.note('\nStopping …');
      stopping.abort();
    }
    // A second Ctrl-C does not wait: the guardian ends whatever is left.
    if (signals === 3) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  const recent = new Map<string, number>();
  try {
    const house = await startHouse({
      dataDir: path.join(root, '.sidestall'),
      given: given(),
      signal: stopping.signal,
      onProgress: ({ title, seconds }) => progress.done(title, seconds),
      onTrouble: (message) => {
        // The same trouble many times a second is told once in ten.
        const now = Date.now();
        if (now - (recent.get(message) ?? 0) < 10_000 || stopping.signal.aborted) return;
        recent.set(message, now);
        progress.trouble(message);
      },
    });
    progress.note(welcome(house, (Date.now() - startedAt) / 1_000));
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
    const began = Date.now();
    await house.stop();
    progress.done('Everything has stopped; the data is kept', (Date.now() - began) / 1_000);
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) {
      progress.note('Stopped before the start was complete.');
      return 130;
    }
    if (!(error instanceof HouseError)) throw error;
    progress.trouble(`${error.message}\n  ${error.hint}`);
    return 1;
  }
}

/** What the person set in the environment; the processes get these and what the table says, nothing else. */
function given(): Record<string, string | undefined> {
  const { npm_config_user_agent: _agent, ...rest } = process.env;
  return Object.fromEntries(
    Object.entries(rest).filter(
      ([name, value]) =>
        /^[A-Z][A-Z0-9_]*$/.test(name) &&
        name !== 'PORT' &&
        name !== 'NODE_ENV' &&
        name !== 'NODE_OPTIONS' &&
        value !== '',
    ),
  );
}

function welcome({ urls, dataDir }: House, seconds: number): string {
  const rows = [
    ['Watch and buy', `${urls.demoStream}`, 'the demo stream with the shop beside it'],
    ['Console', `${urls.console}`, 'host@demo.sidestall.dev / sidestall-demo'],
    ['', '', 'operator@demo.sidestall.dev / sidestall-demo sees the books'],
    ['API reference', `${urls.api}/docs`, 'OpenAPI 3.1, browsable'],
    ['Mailbox', `${urls.api}/mailbox`, 'what the shop has mailed to buyers'],
    ['Retailers', `${urls.northwind}  ${urls.harbor}`, 'what the warehouses see'],
    ...(usesSandbox(process.env)
      ? [['Stripe sandbox', `${urls.stripeSandbox}`, 'card 4242 4242 4242 4242; 3-D Secure 4000 0027 6000 3184']]
      : []),
  ] as [string, string, string][];
  const first = Math.max(...rows.map(([name]) => name.length));
  const second = Math.max(...rows.map(([, url]) => url.length));
  const lines = rows.map(([name, url, what]) => `  ${name.padEnd(first)}  ${url.padEnd(second)}  ${what}`);
  return `\nSidestall is open (${seconds.toFixed(1)} s)\n\n${lines.join('\n')}\n\n  Logs: ${path.join(dataDir, 'logs')}   Stop: Ctrl-C   Start over: npm start -- --reset\n`;
}
