import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../../platform/database.ts';
import { defineJob } from '../../platform/fact.ts';
import { Handles, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { CartStore } from './cart.store.ts';

/** So long a cart is kept that nobody changes. */
export const CART_DAYS = 30;
const AT_ONCE = 1_000;

export const forgetCarts = defineJob('ordering.forget-carts', z.object({}), { everySeconds: 3_600 });

/** Deletes carts that were left, some at a time, so that nobody waits for a crowd that is gone. */
@Injectable()
@Handles(forgetCarts)
export class ForgetCarts implements JobHandler<typeof forgetCarts> {
  constructor(
    private readonly database: Database,
    private readonly carts: CartStore,
  ) {}

  async handle(_payload: object, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    while (!signal.aborted && (await this.carts.forget(this.database, CART_DAYS, AT_ONCE)) === AT_ONCE);
  }
}
