import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database, ENGINE_CONFIG, Mailer, type EngineConfig, type MailboxMessage } from '@sidestall/engine';
import { Public } from '../http/access.ts';
import { FailureException } from '../http/failure.exception.ts';
import { mailboxPage } from './mailbox.page.ts';

/** The mailbox of a house without a mail server: what would have been sent, to be read in the browser. Never in production. */
@ApiExcludeController()
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly database: Database,
    private readonly mailer: Mailer,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'")
  async list(@Query('open') open?: string): Promise<string> {
    return mailboxPage(await this.#messages(), open);
  }

  @Get('messages.json')
  @Public()
  async messages(): Promise<MailboxMessage[]> {
    return this.#messages();
  }

  @Get(':id')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; base-uri 'none'; sandbox allow-popups allow-top-navigation-by-user-activation",
  )
  async show(@Param('id') id: string): Promise<string> {
    const message = (await this.#messages()).find((candidate) => candidate.id === id);
    if (!message) throw new FailureException({ code: 'REQUEST.NOT_FOUND' });
    return message.html.replace('<head>', '<head><base target="_blank">');
  }

  #messages(): Promise<MailboxMessage[]> {
    if (this.config.isProduction || this.config.mail.smtpUrl) throw new FailureException({ code: 'REQUEST.NOT_FOUND' });
    return this.mailer.mailbox(this.database, 200);
  }
}
