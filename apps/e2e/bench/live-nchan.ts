import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@sidestall/tooling/house';

const NGINX = '/usr/sbin/nginx';
const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const STARTS_WITHIN_MS = 10_000;

const configuration = (port: number): string => `
load_module ${MODULE};
daemon off; master_process off; error_log stderr crit; pid nginx.pid; worker_rlimit_nofile 60000;
events { worker_connections 30000; }
http {
  access_log off; nchan_shared_memory_size 128M;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /events { nchan_subscriber eventsource; nchan_channel_id show; nchan_subscriber_first_message newest; }
    location = /tell { nchan_publisher; nchan_channel_id show; nchan_message_buffer_length 10; }
  }
}
`;

/** nchan in one process of nginx, where this machine has Debian's packages of both. */
export class Nchan {
  static readonly isHere = existsSync(NGINX) && existsSync(MODULE);

  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Nchan> {
    const [port, folder] = await Promise.all([freePort(), mkdtemp(path.join(tmpdir(), 'sidestall-nchan-'))]);
    const file = path.join(folder, 'nginx.conf');
    await writeFile(file, configuration(port));
    const child = spawn(NGINX, ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    const nchan = new Nchan(port, child, folder);
    const deadline = performance.now() + STARTS_WITHIN_MS;
    while (!(await nchan.tell('hello').catch(() => false))) {
      if (performance.now() > deadline) throw new Error('nchan does not start');
      await pause(50);
    }
    return nchan;
  }

  get pid(): number {
    return this.child.pid!;
  }

  async tell(text: string): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.port}/tell`, { method: 'POST', body: text })).ok;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
