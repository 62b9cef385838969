import { existsSync, writeFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import type { EngineConfig } from './config.ts';
import { ENGINE_CONFIG } from './tokens.ts';

/** The named moments at which a test may kill a process; in life they do nothing. */
export const FAULT_POINTS = [
  'place-order.before-authorize',
  'place-order.authorized-before-record',
  'routing.before-commit',
  'delivery.posted-before-record',
  'capture.captured-before-record',
  'shipment.recorded-before-answer',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Kills this process, as hard as a power cut, the first time it reaches the configured point. */
@Injectable()
export class Faults {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  async at(point: FaultPoint): Promise<void> {
    const fault = this.config.fault;
    if (!fault || fault.point !== point) return;
    if (fault.file) {
      if (existsSync(fault.file)) return;
      writeFileSync(fault.file, `${point}\n`);
    }
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }
}
