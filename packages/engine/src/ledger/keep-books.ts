import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { keepBooks } from './facts.ts';
import { makeMonths } from './ledger-months.ts';
import { Snapshots } from './snapshots.ts';

/** What the ledger needs once a day so that it stays as quick as it is. */
@Injectable()
@Handles(keepBooks)
export class KeepBooksHandler implements JobHandler<typeof keepBooks> {
  constructor(
    private readonly database: Database,
    private readonly snapshots: Snapshots,
  ) {}

  async handle(): Promise<void> {
    await this.database.transaction((tx) => makeMonths((text, params) => tx.rows(text, params)));
    await this.database.transaction((tx) => this.snapshots.take(tx));
  }
}
