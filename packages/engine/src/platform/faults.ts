import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import type { EngineConfig } from './config.ts';
import { ENGINE_CONFIG } from './tokens.ts';

/** The named moments at which a test may kill a process; in life they do nothing. */
export const FAULT_POINTS = [
  'place-order.before-authorize',
  'place-order.authorized-before-record',
  'sync.looked-before-record',
  'routing.before-commit',
  'routing.committed-before-ack',
  'delivery.posted-before-record',
  'release.canceled-before-record',
  'capture.before-capture',
  'capture.captured-before-record',
  'issue-refund.refunded-before-record',
  'fetch-back.reversed-before-record',
  'shipment.recorded-before-answer',
  'transfer.sent-before-record',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Kills this process, as hard as a power cut, when it reaches the point a test has armed; once for each arming. */
@Injectable()
export class Faults {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  async at(point: FaultPoint): Promise<void> {
    const file = this.config.faultFile;
    if (!file || !existsSync(file) || readFileSync(file, 'utf8').trim() !== point) return;
    rmSync(file);
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }
}
