import type { Place } from './retailer.ts';

const EARTH_RADIUS_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometers between two places as the crow flies (haversine, mean radius of IUGG), to 100 meters. */
export function kilometersBetween(a: Place, b: Place): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  const kilometers = 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
  // Sines may differ in their last digit from machine to machine; a plan must not.
  return Math.round(kilometers * 10) / 10;
}
