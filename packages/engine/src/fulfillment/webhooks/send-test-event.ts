import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import type { EndpointFailure, EndpointRef } from './endpoint.ts';
import { TestMessage, type TestOutcome } from './test-message.ts';

/** Sends a signed test event and says how it was taken; the endpoint stays as it is. */
@Injectable()
export class SendTestEvent {
  constructor(private readonly testMessage: TestMessage) {}

  async execute(ref: EndpointRef): Promise<Result<TestOutcome, EndpointFailure>> {
    const outcome = await this.testMessage.send(ref);
    return outcome ? ok(outcome) : err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
  }
}
