import type { StreamStatus } from './stream.ts';

/** Where a stream may go from where it is. An ended stream may go on: hosts end by mistake, and encoders fail. */
export const STREAM_TRANSITIONS = {
  scheduled: ['live'],
  live: ['ended'],
  ended: ['live'],
} as const satisfies Record<StreamStatus, readonly StreamStatus[]>;

/** True when a stream may go from one status to the other. */
export function canBecome(from: StreamStatus, to: StreamStatus): boolean {
  return (STREAM_TRANSITIONS[from] as readonly StreamStatus[]).includes(to);
}

/** Pins can change before the show, to set the table, and during it; afterwards the record is closed. */
export function canChangePins(status: StreamStatus): boolean {
  return status !== 'ended';
}
