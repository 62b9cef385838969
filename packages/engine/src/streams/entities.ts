import { StreamEventEntity, StreamSnapshotEntity } from './stream-event.entity.ts';
import { StreamBrandEntity, StreamEntity } from './stream.entity.ts';

export const streamsEntities = [StreamEntity, StreamBrandEntity, StreamEventEntity, StreamSnapshotEntity];
