import type { DropId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Allotments } from '../../inventory/allotments.ts';
import type { Tx } from '../../platform/database.ts';
import { DropNews } from './drop-news.ts';

/** What follows when a drop ends in whatever way: what nobody bought goes back, what is bought stays bought. */
@Injectable()
export class EndDrop {
  constructor(
    private readonly allotments: Allotments,
    private readonly news: DropNews,
  ) {}

  async execute(tx: Tx, dropId: DropId): Promise<void> {
    const returned = await this.allotments.giveBack(tx, dropId);
    await this.news.ended(
      tx,
      dropId,
      returned.map((units) => units.variantId),
    );
  }
}
