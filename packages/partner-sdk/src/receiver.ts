import { memoryMessageLog, type MessageLog } from './message-log.ts';
import { answer, type ReceiverAnswer } from './receiver-answer.ts';
import { verifyWebhook, type WebhookHeaders } from './verify-webhook.ts';
import { WebhookError } from './webhook-error.ts';
import type { PartnerMessage, PartnerMessageType } from './wire.ts';

/** Where a message came from, beside its content. */
export interface MessageContext {
  /** The `webhook-id`: the same over all retries. */
  readonly id: string;
  readonly sentAt: Date;
}

/** What you do with each kind of message. Return when your own record is safe; throw to be sent it again. */
export type MessageHandlers = {
  readonly [T in PartnerMessageType]?: (
    message: Extract<PartnerMessage, { type: T }>,
    context: MessageContext,
  ) => Promise<void> | void;
};

export type WebhookSecret = string | readonly string[];

export interface ReceiverOptions {
  /**
   * The endpoint's secret (`whsec_…`) or public key (`whpk_…`); while it is being rotated, the new and the old one. A
   * function is asked for each request, so that a rotation needs no restart.
   */
  readonly secret: WebhookSecret | (() => WebhookSecret | Promise<WebhookSecret>);
  readonly on: MessageHandlers;
  /** Default: a log in memory. */
  readonly log?: MessageLog;
  /** Told of everything that was refused or failed; nothing secret is in it. */
  readonly onError?: (error: unknown) => void;
  readonly toleranceSeconds?: number;
}

export type Receiver = (headers: WebhookHeaders, body: string | Uint8Array | ArrayBuffer) => Promise<ReceiverAnswer>;

/** Bodies are under 20 kB; whoever sends more than this is not Sidestall. */
export const BODY_LIMIT_BYTES = 262_144;

/**
 * The whole of receiving, for any server: verifies, acts once per message, and says what to answer. A message whose kind has
 * no handler is acknowledged. The ready-made receivers for node:http, Express and Fastify are made of this.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const log = options.log ?? memoryMessageLog();
  return async (headers, body) => {
    let verified;
    try {
      verified = await verifyWebhook({
        headers,
        body,
        secret: typeof options.secret === 'function' ? await options.secret() : options.secret,
        ...(options.toleranceSeconds === undefined ? {} : { toleranceSeconds: options.toleranceSeconds }),
      });
    } catch (error) {
      options.onError?.(error);
      if (!(error instanceof WebhookError)) return answer(500, 'The webhook could not be verified');
      // A wrong secret is this side's fault: a 5xx keeps the message in the sender's retries until it is corrected.
      if (error.code === 'malformed_secret') return answer(500, 'This endpoint has no valid secret');
      return answer(error.code === 'no_matching_signature' ? 401 : 400, error.message);
    }
    const { id, sentAt, message } = verified;
    try {
      const state = await log.begin(id);
      if (state === 'done') return answer(200, 'already dealt with');
      if (state === 'running') return answer(503, 'still being worked on', { 'retry-after': '5' });
      try {
        const handle = options.on[message.type] as
          ((message: PartnerMessage, context: MessageContext) => Promise<void> | void) | undefined;
        await handle?.(message, { id, sentAt });
      } catch (error) {
        await log.forget(id);
        throw error;
      }
      await log.finish(id);
      return answer(200, 'thank you');
    } catch (error) {
      options.onError?.(error);
      return answer(500, 'The message could not be dealt with; send it again');
    }
  };
}
