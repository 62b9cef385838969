import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { RetailerScope } from '@sidestall/contracts';
import { assertNever } from '@sidestall/kernel';
import { ACCESS, SCOPE, type Access, type Caller, type CallerRequest, type RetailerIdentity } from './access.ts';
import { ACCESS_CHECKS, type AccessChecks } from './access-checks.ts';
import { FailureException } from './failure.exception.ts';
import { PartnerLimits } from './partner-limits.ts';

const bearer = (request: CallerRequest): string | null =>
  /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** Lets nobody in whom the route did not name; a route that names nobody is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(ACCESS_CHECKS) private readonly checks: AccessChecks,
    private readonly limits: PartnerLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<CallerRequest>();
    if (!access)
      throw new FailureException({
        code: 'REQUEST.FORBIDDEN',
        detail: 'This route says of nobody that they may call it',
      });
    request.caller = await this.#identify(access, request);
    const { retailer } = request.caller;
    if (retailer) this.#demand(retailer, context, request);
    return true;
  }

  /** The key must be for what the route does. */
  #demand({ scopes }: RetailerIdentity, context: ExecutionContext, request: CallerRequest): void {
    const said = this.reflector.get<RetailerScope | undefined>(SCOPE, context.getHandler());
    const scope = said ?? (request.method === 'GET' ? 'orders:read' : 'orders:write');
    if (scopes.includes(scope)) return;
    throw new FailureException({ code: 'REQUEST.FORBIDDEN', detail: `This key may not do that: it lacks ${scope}` });
  }

  async #identify(access: Access, request: CallerRequest): Promise<Caller> {
    switch (access) {
      case 'public':
        return {};
      case 'member': {
        const member = await this.checks.member(request.headers.cookie);
        if (!member) throw new FailureException({ code: 'REQUEST.UNAUTHENTICATED', detail: 'Sign in to the console' });
        return { member };
      }
      case 'operator': {
        const member = await this.checks.member(request.headers.cookie);
        if (!member) throw new FailureException({ code: 'REQUEST.UNAUTHENTICATED', detail: 'Sign in to the console' });
        if (!member.isOperator)
          throw new FailureException({
            code: 'REQUEST.FORBIDDEN',
            detail: 'Only who runs the house may see its books',
          });
        return { member };
      }
      case 'retailer': {
        const key = bearer(request);
        if (key) this.limits.check(key);
        const retailer = key ? await this.checks.retailer(key) : null;
        if (!retailer)
          throw new FailureException({
            code: 'REQUEST.UNAUTHENTICATED',
            detail: 'Send your API key as a bearer token',
          });
        this.limits.belongs(key!, retailer.retailerId);
        return { retailer };
      }
      case 'order': {
        const token = bearer(request);
        const orderId = token ? this.checks.order((request.params as { id: string }).id, token) : null;
        // Not 401: whether an order of that id exists is nobody else's business.
        if (!orderId)
          throw new FailureException({
            code: 'ORDERING.ORDER_NOT_FOUND',
            detail: 'Open the link from your email again',
          });
        return { orderId };
      }
      case 'cart': {
        const token = bearer(request);
        const cartId = token ? this.checks.cart((request.params as { id: string }).id, token) : null;
        if (!cartId)
          throw new FailureException({
            code: 'ORDERING.CART_NOT_FOUND',
            detail: 'Send the token that came with the cart as a bearer token',
          });
        return { cartId };
      }
      case 'waitlist': {
        const token = bearer(request);
        const entryId = token ? this.checks.waitlist((request.params as { id: string }).id, token) : null;
        if (!entryId)
          throw new FailureException({
            code: 'ORDERING.WAITLIST_NOT_FOUND',
            detail: 'Open the link from your email again',
          });
        return { waitlistEntryId: entryId };
      }
      default:
        return assertNever(access);
    }
  }
}
