export * from './database.ts';
export * from './fault-proxy.ts';
export * from './redis.ts';
export * from './server.ts';
export * from './wrong-clock.ts';
