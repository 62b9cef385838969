// What else could tell a crowd: each of these servers sends one text to everybody, by the documented way.
import 'reflect-metadata';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Module, Sse, type INestApplication, type MessageEvent } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { merge, of, Subject, type Observable } from 'rxjs';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerAsks } from './child.ts';

export const PEERS = ['ws', 'socket.io', 'nest', 'bare'] as const;
export type PeerName = (typeof PEERS)[number];

export type PeerAsk =
  { readonly kind: 'serve'; readonly name: PeerName } | { readonly kind: 'tell'; readonly text: string };

export interface PeerAnswer {
  readonly port: number;
  /** The moment before the first write, in milliseconds of the machine's own clock. */
  readonly toldAt: number;
}

type Tell = (text: string) => void;

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

/** `ws`, as its documentation broadcasts. */
async function serveWs(): Promise<[number, Tell]> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const tell = (text: string) => {
    for (const client of sockets.clients as Set<WebSocket>) if (client.readyState === client.OPEN) client.send(text);
  };
  return [await listen(server), tell];
}

/** One room; its heartbeats are put off, so that they cost nothing here. */
async function serveSocketIo(): Promise<[number, Tell]> {
  const server = createServer();
  const io = new SocketIo(server, { transports: ['websocket'], pingInterval: 600_000 });
  io.on('connection', (socket) => void socket.join('show'));
  return [await listen(server), (text) => void io.to('show').emit('change', text)];
}

const told = new Subject<MessageEvent>();

@Controller()
class ShowController {
  @Sse('events')
  events(): Observable<MessageEvent> {
    return merge(of({ data: 'hello' }), told);
  }
}

@Module({ controllers: [ShowController] })
class ShowModule {}

async function serveNest(): Promise<[number, Tell]> {
  const app: INestApplication = await NestFactory.create(ShowModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return [Number(new URL(await app.getUrl()).port), (text) => told.next({ data: text })];
}

/** The least there could be: one response a viewer, one write of the same bytes. */
async function serveBare(): Promise<[number, Tell]> {
  const responses = new Set<ServerResponse>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write('data: hello\n\n');
    responses.add(response);
    response.once('close', () => responses.delete(response));
  });
  const tell = (text: string) => {
    const bytes = Buffer.from(`data: ${text}\n\n`);
    for (const response of responses) response.write(bytes);
  };
  return [await listen(server), tell];
}

const SERVES: Readonly<Record<PeerName, () => Promise<[number, Tell]>>> = {
  ws: serveWs,
  'socket.io': serveSocketIo,
  nest: serveNest,
  bare: serveBare,
};

let tell: Tell = () => undefined;

answerAsks(async (ask: PeerAsk): Promise<PeerAnswer> => {
  if (ask.kind === 'serve') {
    let port: number;
    [port, tell] = await SERVES[ask.name]();
    return { port, toldAt: 0 };
  }
  const toldAt = Number(process.hrtime.bigint()) / 1e6;
  tell(ask.text);
  return { port: 0, toldAt };
});
