import { Module } from '@nestjs/common';
import { ForgetTicketsHandler } from './forget-tickets.ts';
import { Turnstile } from './turnstile.ts';

/** The line before paying. */
@Module({ providers: [Turnstile, ForgetTicketsHandler], exports: [Turnstile] })
export class TurnstileModule {}
