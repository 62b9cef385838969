import { setTimeout as pause } from 'node:timers/promises';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, percentile, round, say, type Findings } from './figures.ts';
import type { CrowdAnswer, CrowdAsk, OpenCrowd, Protocol } from './live-crowd.ts';
import { Nchan } from './live-nchan.ts';
import { PEERS, type PeerAnswer, type PeerAsk, type PeerName } from './live-peers.ts';
import { LiveServer } from './live-process.ts';
import { LiveShow } from './live-show.ts';
import { cpuMillisecondsOf, residentMegabytesOf } from './processor-time.ts';

const CROWD = 10_000;
const SMALL_CROWD = 2_000;
const ROUNDS = 20;
const CLICKS = 20;
const BETWEEN_MS = 150;
const SETTLES_MS = 2_000;
const STALLED = 200;
const HEALTHY = 500;
const PER_SECOND = 50;
const ALONE_SECONDS = 20;
const STALLED_SECONDS = 60;
const KILL_AFTER = 25;
const NOTES_AROUND_KILL = 50;

/** How much of a peer's figure ours may be. */
const MOST = {
  last: { 'socket.io': 0.65, nest: 0.35, nchan: 0.9 },
  cpu: { ws: 0.85, 'socket.io': 0.55, nest: 0.3 },
  memory: { 'socket.io': 0.8, nest: 0.6 },
  clickMs: 500,
  clickRatio: 1.5,
  clickExtraMs: 15,
  stalledKib: 256,
  healthyRatio: 1.2,
  readsAShow: 1,
} as const;

type Other = PeerName | 'nchan';
type Crowd = Child<CrowdAsk, CrowdAnswer>;

/** What telling one crowd cost. */
interface Told {
  /** Milliseconds until each viewer and until the last one was told, over the rounds. */
  readonly p99: number;
  readonly last: number;
  readonly cpuUsEach: number;
  readonly kibEach: number;
}

/** A server to be watched: ours, or one of the others. */
interface Watched {
  readonly port: number;
  readonly protocol: Protocol;
  readonly path: string;
  readonly pid: number;
  readonly marker: (turn: number) => string;
  /** Tells everybody; answers when it began, in milliseconds of the machine's own clock. */
  readonly tell: (turn: number) => Promise<number>;
}

const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;
let addresses = 0;

const openCrowd = (
  crowd: Crowd,
  to: Pick<OpenCrowd, 'port' | 'protocol' | 'path'>,
  count: number,
  kindOf?: OpenCrowd['kindOf'],
) => crowd.ask({ kind: 'open', ...to, count, kindOf, from: `127.0.1.${(addresses = (addresses % 250) + 1)}` });

async function tellCrowd(crowd: Crowd, server: Watched, count: number): Promise<Told> {
  const empty = residentMegabytesOf(server.pid)!;
  await openCrowd(crowd, { port: server.port, protocol: server.protocol, path: server.path }, count);
  await pause(SETTLES_MS);
  const full = residentMegabytesOf(server.pid)!;
  const waits: number[][] = [];
  let before = 0;
  for (let turn = -3; turn < ROUNDS; turn++) {
    // The first rounds warm up.
    if (turn === 0) before = cpuMillisecondsOf(server.pid)!;
    await crowd.ask({ kind: 'arm', marker: server.marker(turn) });
    const toldAt = await server.tell(turn);
    const { arrivals } = await crowd.ask({ kind: 'collect' });
    if (turn >= 0) waits.push(arrivals.map((at) => at - toldAt));
    await pause(BETWEEN_MS);
  }
  const cpuMs = cpuMillisecondsOf(server.pid)! - before;
  await crowd.ask({ kind: 'leave' });
  return {
    p99: percentile(waits.flat(), 0.99),
    last: median(waits.map((each) => Math.max(...each))),
    cpuUsEach: (cpuMs * 1_000) / (ROUNDS * count),
    kibEach: ((full - empty) * 1_024) / count,
  };
}

const ourWay = (live: LiveServer, show: LiveShow): Watched => ({
  port: live.port,
  protocol: 'sse',
  path: show.path,
  pid: live.pid,
  marker: () => show.nextMarker,
  async tell() {
    const at = machineMs();
    await show.note();
    return at;
  },
});

const PATHS: Readonly<Record<PeerName, string>> = {
  ws: '/',
  'socket.io': '/socket.io/?EIO=4&transport=websocket',
  nest: '/events',
  bare: '/',
};

async function tellByPeer(crowd: Crowd, name: PeerName, count: number): Promise<Told> {
  const peer = await Child.start<PeerAsk, PeerAnswer>(new URL('./live-peers.ts', import.meta.url));
  try {
    const { port } = await peer.ask({ kind: 'serve', name });
    const marker = (turn: number) => `round-${turn + 100}-`;
    return await tellCrowd(
      crowd,
      {
        port,
        protocol: name === 'nest' || name === 'bare' ? 'sse' : name,
        path: PATHS[name],
        pid: peer.pid,
        marker,
        tell: async (turn) => (await peer.ask({ kind: 'tell', text: marker(turn).padEnd(300, 'x') })).toldAt,
      },
      count,
    );
  } finally {
    await peer.stop();
  }
}

async function tellByNchan(crowd: Crowd): Promise<Told> {
  say(`live: ${CROWD} viewers, nchan`);
  const nchan = await Nchan.start();
  const marker = (turn: number) => `round-${turn + 100}-`;
  try {
    return await tellCrowd(
      crowd,
      {
        port: nchan.port,
        protocol: 'sse',
        path: '/events',
        pid: nchan.pid,
        marker,
        async tell(turn) {
          const at = machineMs();
          await nchan.tell(marker(turn).padEnd(300, 'x'));
          return at;
        },
      },
      CROWD,
    );
  } finally {
    await nchan.stop();
  }
}

/** How fast a crowd hears of a change and what that costs, beside other servers, in storms and beside readers that stall. */
export async function benchLive(house: BenchHouse, findings: Findings): Promise<void> {
  const show = await LiveShow.open(house);
  const live = await LiveServer.start(house.databaseUrl);
  const crowd = await Child.start<CrowdAsk, CrowdAnswer>(new URL('./live-crowd.ts', import.meta.url));
  try {
    say(`live: ${CROWD} viewers, ours`);
    const ours = await tellCrowd(crowd, ourWay(live, show), CROWD);
    const peers = new Map<Other, Told>();
    for (const name of PEERS) {
      say(`live: ${CROWD} viewers, ${name}`);
      peers.set(name, await tellByPeer(crowd, name, CROWD));
    }
    if (Nchan.isHere) peers.set('nchan', await tellByNchan(crowd));
    else say('live: no nginx with nchan on this machine; it is left out');
    compare(findings, ours, peers);
    await clicks(house, findings, { crowd, live, show });
    await killed(house, findings, { crowd, live, show });
    await stalled(findings, { crowd, live, show });
  } finally {
    await crowd.stop();
    await live.kill();
  }
}

function compare(findings: Findings, ours: Told, peers: ReadonlyMap<Other, Told>): void {
  const against = (figure: 'last' | 'cpu' | 'memory', read: (told: Told) => number, unit: string) => {
    for (const [name, most] of Object.entries(MOST[figure]) as [Other, number][]) {
      const told = peers.get(name);
      if (!told) continue;
      const theirs = read(told);
      const ratio = read(ours) / theirs;
      const detail = { [`ours${unit}`]: round(read(ours)), [`theirs${unit}`]: round(theirs), viewers: CROWD, most };
      findings.figure(`live.${figure}_vs_${name.replace('.', '_')}`, ratio, 'ratio', detail);
      if (ratio > most) findings.broken(`live.${figure}: ${round(ratio)} of ${name}, and may be ${most}`);
    }
  };
  const bare = peers.get('bare')!;
  findings.figure('live.last_ms', ours.last, 'ms', {
    p99: round(ours.p99),
    bareLastMs: round(bare.last),
    withCommit: true,
  });
  against('last', ({ last }) => last, 'Ms');
  against('cpu', ({ cpuUsEach }) => cpuUsEach, 'Us');
  against('memory', ({ kibEach }) => kibEach, 'Kib');
}

interface Stage {
  readonly crowd: Crowd;
  readonly live: LiveServer;
  readonly show: LiveShow;
}

const sseOf = ({ live, show }: Stage) => ({ port: live.port, protocol: 'sse' as const, path: show.path });

/** From the host's key to each viewer: sign-in, rules, commit and word of it included. */
async function clickWaits(stage: Stage, count: number): Promise<number[][]> {
  const { crowd, show } = stage;
  await openCrowd(crowd, sseOf(stage), count);
  const waits: number[][] = [];
  for (let turn = -2; turn < CLICKS; turn++) {
    await crowd.ask({ kind: 'arm', marker: show.nextMarker });
    const pressedAt = machineMs();
    const takeOff = await show.pin(turn + 2);
    const { arrivals } = await crowd.ask({ kind: 'collect' });
    if (turn >= 0) waits.push(arrivals.map((at) => at - pressedAt));
    await takeOff();
    await pause(BETWEEN_MS);
  }
  await crowd.ask({ kind: 'leave' });
  return waits;
}

async function clicks(house: BenchHouse, findings: Findings, stage: Stage): Promise<void> {
  say(`live: ${CLICKS} clicks of the host for ${CROWD} and for ${SMALL_CROWD} viewers`);
  await house.untilIdle();
  const large = await clickWaits(stage, CROWD);
  const lasts = large.map((each) => Math.max(...each));
  const p95 = percentile(lasts, 0.95);
  findings.figure('live.click_to_last_ms', p95, 'ms', {
    viewers: CROWD,
    median: round(median(lasts)),
    most: MOST.clickMs,
  });
  if (p95 > MOST.clickMs) findings.broken(`live.click_to_last_ms: ${round(p95)}, and may be ${MOST.clickMs}`);
  const bare = await tellByPeer(stage.crowd, 'bare', SMALL_CROWD);
  const small = percentile((await clickWaits(stage, SMALL_CROWD)).flat(), 0.99);
  const most = MOST.clickRatio * bare.p99 + MOST.clickExtraMs;
  findings.figure('live.click_p99_vs_most', small / most, 'ratio', {
    viewers: SMALL_CROWD,
    clickP99Ms: round(small),
    bareP99Ms: round(bare.p99),
    mostMs: round(most),
  });
  if (small > most) findings.broken(`live.click_p99: ${round(small)} ms, and may be ${round(most)}`);
}

/** The process is gone in the middle of a show, and all its viewers come back at once. */
async function killed(house: BenchHouse, findings: Findings, stage: Stage): Promise<void> {
  say(`live: killed with ${SMALL_CROWD} viewers`);
  const { crowd, live, show } = stage;
  await openCrowd(crowd, sseOf(stage), SMALL_CROWD, 'resuming');
  await house.logStatements(true);
  const from = (await house.databaseLog()).length;
  for (let at = 0; at < NOTES_AROUND_KILL; at++) {
    if (at === KILL_AFTER) await live.kill();
    await show.note();
    await pause(20);
  }
  await live.startAgain();
  const { behind, lost, doubled, resumed } = await crowd.ask({ kind: 'standing', seq: show.lastSeq });
  const log = (await house.databaseLog()).slice(from);
  await house.logStatements(false);
  const afterKill = log.slice(log.lastIndexOf('LISTEN'));
  const reads = (afterKill.match(/LOG: {2}(?:statement|execute [^:]*): SELECT (?:s|id|seq)\b/g) ?? []).length;
  findings.figure('live.killed_lost', behind + lost, 'viewers', { viewers: SMALL_CROWD, resumed, doubled });
  findings.figure('live.killed_reads', reads, 'statements', { shows: 1, most: MOST.readsAShow });
  if (behind + lost + doubled > 0 || resumed < SMALL_CROWD)
    findings.broken(
      `live.killed: ${behind} behind, ${lost} gaps, ${doubled} doubled, ${resumed} of ${SMALL_CROWD} came back`,
    );
  if (reads > MOST.readsAShow) findings.broken(`live.killed_reads: ${reads}, and may be ${MOST.readsAShow}`);
  await crowd.ask({ kind: 'leave' });
}

/** Viewers who read nothing while a busy show goes on: what they cost, and what the others notice. */
async function stalled(findings: Findings, stage: Stage): Promise<void> {
  say(`live: ${STALLED} viewers who read nothing, beside ${HEALTHY} who do`);
  const { crowd, live, show } = stage;
  await openCrowd(crowd, sseOf(stage), HEALTHY);
  /** What nearly all viewers wait at most, each second. */
  const waits = async (seconds: number): Promise<number[]> => {
    const each: number[] = [];
    await show.goOn(PER_SECOND, seconds, async () => {
      await crowd.ask({ kind: 'arm', marker: show.nextMarker });
      const at = machineMs();
      await show.note();
      const { arrivals } = await crowd.ask({ kind: 'collect' });
      each.push(percentile(arrivals, 0.99) - at);
    });
    return each;
  };
  const alone = median(await waits(ALONE_SECONDS));
  const before = residentMegabytesOf(live.pid)!;
  await openCrowd(crowd, sseOf(stage), STALLED, 'stalled');
  const beside = median(await waits(STALLED_SECONDS));
  const kib = (Math.max(0, residentMegabytesOf(live.pid)! - before) * 1_024) / STALLED;
  const ratio = beside / alone;
  findings.figure('live.stalled_kib', kib, 'KiB', {
    stalled: STALLED,
    seconds: STALLED_SECONDS,
    perSecond: PER_SECOND,
    most: MOST.stalledKib,
  });
  findings.figure('live.healthy_p99_beside_stalled', ratio, 'ratio', {
    aloneMs: round(alone),
    besideMs: round(beside),
    most: MOST.healthyRatio,
  });
  if (kib > MOST.stalledKib) findings.broken(`live.stalled_kib: ${round(kib)}, and may be ${MOST.stalledKib}`);
  if (ratio > MOST.healthyRatio) findings.broken(`live.healthy_p99: ${round(ratio)}, and may be ${MOST.healthyRatio}`);
  await crowd.ask({ kind: 'leave' });
}
