import type { Desk, Me, StreamReplayView, StreamView, Timing } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import { fulfillmentCalls, type FulfillmentCalls } from './fulfillment-calls.ts';
import { looseEndCalls, type LooseEndCalls } from './loose-end-calls.ts';
import { moneyCalls, type MoneyCalls } from './money-calls.ts';
import { routingCalls, type RoutingCalls } from './routing-calls.ts';

/** What a brand's people do at the console: its shows here, its money in `MoneyCalls`, its retailers in `RoutingCalls`, its parcels in `FulfillmentCalls`. */
export interface ConsoleCalls extends FulfillmentCalls, LooseEndCalls, MoneyCalls, RoutingCalls {
  signIn(credentials: { email: string; password: string }): Promise<Answer<Me>>;
  signOut(): Promise<Answer<unknown>>;
  me(): Promise<Answer<Me>>;
  streams(): Promise<Answer<{ streams: StreamView[] }>>;
  desk(streamId: string): Promise<Answer<Desk>>;
  start(streamId: string): Promise<Answer<{ status: StreamView['status']; seq: number }>>;
  end(streamId: string): Promise<Answer<{ status: StreamView['status']; seq: number }>>;
  pin(streamId: string, listingId: string): Promise<Answer<{ pinId: string; seq: number }>>;
  unpin(streamId: string, pinId: string): Promise<Answer<unknown>>;
  /** Moves cards against the picture, from the next one on; null: they wait for no picture. */
  setTiming(streamId: string, ingestDelayMs: number | null): Promise<Answer<Timing>>;
  /** What the recording of a show that is over tells its viewers. */
  replay(streamId: string): Promise<Answer<StreamReplayView>>;
  /** Says when the recording's first picture was taken; null: when the show was started. */
  setRecording(streamId: string, startsAt: string | null): Promise<Answer<{ recordingStartsAt: string | null }>>;
}

/** The calls of the console, on an API with `credentials: 'include'`. */
export function consoleCalls(api: Api): ConsoleCalls {
  return {
    ...fulfillmentCalls(api),
    ...looseEndCalls(api),
    ...moneyCalls(api),
    ...routingCalls(api),
    signIn: (body) => api('POST', pathOf('consoleSignIn'), { body }),
    signOut: () => api('POST', pathOf('consoleSignOut'), { body: {} }),
    me: () => api('GET', pathOf('consoleMe')),
    streams: () => api('GET', pathOf('consoleStreams')),
    desk: (id) => api('GET', pathOf('consoleDesk', { id })),
    start: (id) => api('POST', pathOf('consoleStart', { id }), { body: {} }),
    end: (id) => api('POST', pathOf('consoleEnd', { id }), { body: {} }),
    pin: (id, listingId) => api('POST', pathOf('consolePins', { id }), { body: { listingId } }),
    setTiming: (id, ingestDelayMs) => api('PUT', pathOf('consoleTiming', { id }), { body: { ingestDelayMs } }),
    replay: (id) => api('GET', pathOf('consoleRecording', { id })),
    setRecording: (id, startsAt) => api('PUT', pathOf('consoleRecording', { id }), { body: { startsAt } }),
    unpin: (id, pinId) => api('DELETE', pathOf('consolePin', { id, pinId })),
  };
}
