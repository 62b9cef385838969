import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Sees to it that no process outlives the one that started it, even when that one is killed outright. */
export class Guardian {
  readonly #process: ChildProcess;

  constructor() {
    const script = fileURLToPath(new URL('./guardian.mjs', import.meta.url));
    this.#process = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#process.stdin!.on('error', () => undefined);
    this.#process.unref();
    (this.#process.stdin as unknown as { unref?(): void }).unref?.();
  }

  watch(pid: number): void {
    this.#process.stdin!.write(`+${pid}\n`);
  }

  forget(pid: number): void {
    this.#process.stdin!.write(`-${pid}\n`);
  }

  leave(): Promise<void> {
    return new Promise((resolve) => {
      this.#process.ref();
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) return resolve();
      this.#process.once('exit', () => resolve());
      this.#process.stdin!.end();
    });
  }
}
