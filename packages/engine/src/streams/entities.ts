import { PresenceEntity, StreamEventEntity, StreamSnapshotEntity } from './stream-event.entity.ts';
import { CreatorEntity, StreamBrandEntity, StreamEntity } from './stream.entity.ts';

export const streamsEntities = [
  StreamEntity,
  StreamBrandEntity,
  CreatorEntity,
  StreamEventEntity,
  StreamSnapshotEntity,
  PresenceEntity,
];
