import { Injectable } from '@nestjs/common';
import type { StreamId } from '@sidestall/kernel';
import { ChangeStatus } from './change-status.ts';
import type { Host } from './host-access.ts';

/** Opens the show: every open storefront says that it is live. */
@Injectable()
export class StartStream {
  constructor(private readonly changeStatus: ChangeStatus) {}

  execute(host: Host, id: StreamId): ReturnType<ChangeStatus['execute']> {
    return this.changeStatus.execute(host, id, 'live');
  }
}
