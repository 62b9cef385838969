import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const LOOP = 24;
const RATE = 48_000;
/** Samples in one AAC frame: 24 s at 48 kHz are exactly 1125 of them, so the sound can be cut without a gap. */
const FRAME = 1024;
const FRAMES = (LOOP * RATE) / FRAME;

/** Only whole cycles meet themselves at the seam without a click. */
const fit = (frequency) => Math.round(frequency * LOOP) / LOOP;

const CHORDS = [
  [110, 164.81, 220, 277.18, 329.63],
  [92.5, 138.59, 220, 277.18, 369.99],
  [146.83, 220, 293.66, 369.99, 440],
  [123.47, 164.81, 246.94, 329.63, 415.3],
];

/** Each chord swells around its quarter of the loop and melts into the next. */
const pads = CHORDS.map((chord, i) => {
  const away = `abs(mod(t-${i * 6 + 3}+36,${LOOP})-12)`;
  const voices = chord.map((frequency, k) => {
    const loudness = (0.034 / (1 + k * 0.5)).toFixed(4);
    return `${loudness}*sin(2*PI*${fit(frequency)}*t)*(0.7+0.3*sin(2*PI*${3 + k}*t/${LOOP}+${k + i}))`;
  });
  return `lt(${away},6)*pow(cos(PI*min(6,${away})/12),2)*(${voices.join('+')})`;
}).join('+');

/** The mug is taken, the mug is put back, a cup somewhere behind: second, loudness, pitch. */
const CLINKS = [
  [8.5, 0.014, 1867],
  [14.95, 0.024, 1423],
  [19.4, 0.007, 2489],
];
const clinks = CLINKS.map(([at, loudness, pitch]) => {
  const since = `(t-${at})`;
  const tones = [1, 2.76, 5.4].map((ratio, i) => `sin(2*PI*${pitch * ratio}*${since})/${i * 2 + 1}`);
  return `between(t,${at},${at + 1.5})*${loudness}*exp(-9*${since})*(${tones.join('+')})`;
}).join('+');

/** Room tone 2 s longer than the loop; what is over is laid under its own beginning. */
const graph = [
  `aevalsrc=exprs='${pads}+${clinks}':s=${RATE}:d=${LOOP}[tones]`,
  `anoisesrc=color=brown:sample_rate=${RATE}:amplitude=0.09:seed=7:duration=${LOOP + 2},highpass=f=120,lowpass=f=1100,asplit=2[n1][n2]`,
  `[n1]atrim=2,asetpts=PTS-STARTPTS,afade=t=out:st=${LOOP - 2}:d=2:curve=qsin[body]`,
  `[n2]atrim=0:2,asetpts=PTS-STARTPTS,afade=t=in:d=2:curve=qsin,adelay=${(LOOP - 2) * 1000}[seam]`,
  `[tones][body][seam]amix=inputs=3:normalize=0,atrim=0:${LOOP},aloop=loop=2:size=${LOOP * RATE}[out]`,
].join(';');

function adtsFrames(bytes) {
  const frames = [];
  for (let at = 0; at + 7 <= bytes.length;) {
    const length = ((bytes[at + 3] & 3) << 11) | (bytes[at + 4] << 3) | (bytes[at + 5] >> 5);
    frames.push(bytes.subarray(at, at + length));
    at += length;
  }
  return frames;
}

/**
 * Writes one loop of room tone, pads and a clink or two as AAC. The sound is encoded three times in a row and the middle
 * is kept, because an AAC frame needs the one before it: so the first frame of the loop fits behind the last.
 */
export async function writeAmbience(ffmpeg, file) {
  await run(ffmpeg, [
    '-v',
    'error',
    '-y',
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    '-ac',
    '1',
    '-c:a',
    'aac',
    '-b:a',
    '32k',
    '-f',
    'adts',
    file,
  ]);
  const frames = adtsFrames(await readFile(file));
  const first = FRAMES + 1;
  await writeFile(file, Buffer.concat(frames.slice(first, first + FRAMES)));
}
