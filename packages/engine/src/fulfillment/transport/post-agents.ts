import http from 'node:http';
import https from 'node:https';

/** Connections of one origin that may wait idle for the next messages. */
const MOST_IDLE = 32;
/** Shorter than what servers commonly wait: a connection that is about to be closed is not used again. */
const IDLE_MS = 4_000;
/** Of the answer, names and values together. */
export const MOST_HEADER_BYTES = 16 * 1024;

const OPTIONS = {
  keepAlive: true,
  // As many as there are messages in the air, which each endpoint's own limit bounds: with a limit by origin a slow tenant
  // of a shared host would keep its neighbors waiting for a connection while their time runs out.
  maxSockets: Infinity,
  maxFreeSockets: MOST_IDLE,
  scheduling: 'lifo',
  timeout: IDLE_MS,
} as const;

/** The connections of one kind of endpoints. */
export interface PostAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

const newAgents = (): PostAgents => ({ http: new http.Agent(OPTIONS), https: new https.Agent(OPTIONS) });

/**
 * Kept by whether addresses are checked: a connection whose address was checked as it was dialed is never shared with one
 * where it was not. Node keeps them apart by host, port and TLS settings, client certificates included.
 */
const checked = newAgents();
const unchecked = newAgents();

export const agentsFor = (isGuarded: boolean): PostAgents => (isGuarded ? checked : unchecked);

/** Closes all idle connections: for the end of a process, and for tests. */
export function closePostAgents(): void {
  for (const { http: plain, https: secure } of [checked, unchecked]) {
    plain.destroy();
    secure.destroy();
  }
}
