import { Injectable } from '@nestjs/common';
import type { StreamId } from '@sidestall/kernel';
import { ChangeStatus } from './change-status.ts';
import type { Host } from './host-access.ts';

/** Closes the show. What was pinned stays for sale beside the recording. */
@Injectable()
export class EndStream {
  constructor(private readonly changeStatus: ChangeStatus) {}

  execute(host: Host, id: StreamId): ReturnType<ChangeStatus['execute']> {
    return this.changeStatus.execute(host, id, 'ended');
  }
}
