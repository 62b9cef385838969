import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ROUTES } from '@sidestall/contracts';
import { Database } from '@sidestall/engine';
import { z } from 'zod';
import { Public } from '../http/access.ts';
import { FailureException } from '../http/failure.exception.ts';

const zHealth = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process runs. */
  @Get(ROUTES.healthLive)
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: zHealth })
  live(): z.infer<typeof zHealth> {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers. */
  @Get(ROUTES.healthReady)
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: zHealth })
  async ready(): Promise<z.infer<typeof zHealth>> {
    await this.database.one('SELECT 1').catch(() => {
      throw new FailureException({ code: 'PLATFORM.UNAVAILABLE', detail: 'The database does not answer' });
    });
    return { status: 'ok' };
  }
}
