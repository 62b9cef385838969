export * from './message-log.ts';
export * from './partner-api-error.ts';
export * from './partner-client.ts';
export type { ReceiverAnswer } from './receiver-answer.ts';
export * from './receiver.ts';
export * from './verify-webhook.ts';
export * from './webhook-error.ts';
export type * from './wire.ts';
