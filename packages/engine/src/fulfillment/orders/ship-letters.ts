import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { BY_ITSELF } from './actor.ts';
import { DeadlineMails } from './deadline-mails.ts';
import { DeadlineStore } from './deadline.store.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

const NOTES: Readonly<Record<number, string>> = { 1: 'due_soon', 2: 'late', 3: 'very_late' };

/** Says that something has to leave, or should have: to the retailer by letter, and in the story of the fulfillment order. */
@Injectable()
export class ShipLetters {
  constructor(
    private readonly deadlines: DeadlineStore,
    private readonly mails: DeadlineMails,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  async execute(tx: Tx, order: FulfillmentOrderRecord, stage: number): Promise<void> {
    await this.deadlines.alerted(tx, order.id, stage);
    await this.mails.shipping(tx, order, stage);
    await this.events.note(tx, order.id, { to: NOTES[stage]!, by: BY_ITSELF });
  }
}
