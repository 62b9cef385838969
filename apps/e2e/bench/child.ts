import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cpuMillisecondsOf } from './processor-time.ts';

type Reply = { readonly answer: unknown } | { readonly trouble: string };

/**
 * A process of its own that does one thing when asked: a loader and what it loads never share an event loop with the
 * part that measures. It ends when its parent does.
 */
export class Child<Ask extends object, Answer> {
  private constructor(
    private readonly process: ChildProcess,
    private readonly name: string,
    /** Rejects when the process ends, whoever waits. */
    private readonly end: Promise<never>,
  ) {}

  static async start<Ask extends object, Answer>(file: URL): Promise<Child<Ask, Answer>> {
    const child = fork(fileURLToPath(file), {
      execArgv: ['--conditions=@sidestall/source', '--import', import.meta.resolve('@sidestall/tooling/register')],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    const name = file.pathname.split('/').at(-1)!;
    const end = endOf(child, name);
    end.catch(() => undefined);
    await Promise.race([once(child, 'message'), end]);
    return new Child(child, name, end);
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** Processor time it has used so far, in milliseconds; null where the system does not tell. */
  cpu(): number | null {
    return cpuMillisecondsOf(this.process.pid!);
  }

  async ask(ask: Ask): Promise<Answer> {
    const reply = once(this.process, 'message') as Promise<[Reply]>;
    this.process.send(ask);
    const [told] = await Promise.race([reply, this.end]);
    if ('trouble' in told) throw new Error(`${this.name}: ${told.trouble}`);
    return told.answer as Answer;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.disconnect();
    await ended;
  }
}

async function endOf(child: ChildProcess, name: string): Promise<never> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  throw new Error(`${name} ended with ${signal ?? `code ${code}`}`);
}

/** The child's side: answers one ask after the other. */
export function answerAsks<Ask extends object, Answer>(work: (ask: Ask) => Promise<Answer>): void {
  const send = (reply: Reply): void => void process.send?.(reply);
  process.on('message', (ask: Ask) => {
    work(ask).then(
      (answer) => send({ answer }),
      (error: unknown) => send({ trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  send({ answer: 'ready' });
}
