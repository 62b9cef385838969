import type { Catalog } from '../catalog.ts';

export const words: Catalog<'replay'> = {
  'replay.title': 'Aufzeichnung',
  'replay.note': 'Preise und Bestand sind von heute.',
  'replay.chapters': 'Kapitel der Aufzeichnung',
  'replay.chapter': '{title}, ab {time}',
  'replay.price': 'Preis von heute',
};
