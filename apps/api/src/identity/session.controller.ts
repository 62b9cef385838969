import { Body, Controller, Get, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROUTES, zMe, zSignInRequest, type Me } from '@sidestall/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentMember, Member, Public, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { SessionPresenter } from './session.presenter.ts';
import { Sessions } from './sessions.ts';

@ApiTags('console')
@Controller()
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly presenter: SessionPresenter,
  ) {}

  @Post(ROUTES.consoleSignIn)
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Sign in to the console; the session is a cookie' })
  @ApiOkResponse({ standardSchema: zMe })
  async signIn(
    @Body({ schema: zSignInRequest }) credentials: z.infer<typeof zSignInRequest>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const { setCookies, member } = respond(await this.sessions.begin(credentials, request));
    void reply.header('set-cookie', setCookies).header('cache-control', 'no-store');
    return this.presenter.me(member);
  }

  @Post(ROUTES.consoleSignOut)
  @HttpCode(204)
  @Public()
  @ApiOperation({ summary: 'End the session' })
  @ApiNoContentResponse()
  async signOut(
    @Headers('cookie') cookie: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('set-cookie', await this.sessions.end(cookie));
  }

  @Get(ROUTES.consoleMe)
  @Member()
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Who is signed in, and for which brands' })
  @ApiOkResponse({ standardSchema: zMe })
  async me(@CurrentMember() member: MemberIdentity): Promise<Me> {
    return this.presenter.me(member);
  }
}
