import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { BrandId, CartId, CreatorId, OrderId, WaitlistEntryId } from '@sidestall/kernel';
import type { RetailerScope } from '@sidestall/contracts';
import type { KeyHolder } from '@sidestall/engine';
import type { FastifyRequest } from 'fastify';

export const ACCESS = Symbol('ACCESS');
export type Access = 'public' | 'member' | 'operator' | 'retailer' | 'order' | 'cart' | 'waitlist';

/** Anyone may call this route. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);
/** A member of a brand, by the console's session cookie. */
export const Member = () => SetMetadata(ACCESS, 'member' satisfies Access);
/** A member who runs the house. */
export const Operator = () => SetMetadata(ACCESS, 'operator' satisfies Access);
export const SCOPE = Symbol('SCOPE');
/** A retail partner, by an API key that may do this; left out: read orders where nothing changes, and write them elsewhere. */
export const RetailerKey = (scope?: RetailerScope) =>
  applyDecorators(SetMetadata(ACCESS, 'retailer' satisfies Access), SetMetadata(SCOPE, scope));
/** The holder of the order's signed link; the route's `:id` is the order. */
export const OrderToken = () => SetMetadata(ACCESS, 'order' satisfies Access);

/** Whoever holds the cart's token; the route's `:id` is the cart. */
export const CartToken = () => SetMetadata(ACCESS, 'cart' satisfies Access);

/** The holder of a place on the waitlist, by its signed link; the route's `:id` is the place. */
export const WaitlistToken = () => SetMetadata(ACCESS, 'waitlist' satisfies Access);

export interface MemberIdentity {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly brandIds: readonly BrandId[];
  readonly creatorIds: readonly CreatorId[];
  readonly isOperator: boolean;
}

/** The partner whose key was sent, and what that key may do. */
export type RetailerIdentity = KeyHolder;

/** What the guard found out about the caller, kept on the request. */
export interface Caller {
  member?: MemberIdentity;
  retailer?: RetailerIdentity;
  orderId?: OrderId;
  cartId?: CartId;
  waitlistEntryId?: WaitlistEntryId;
}

export type CallerRequest = FastifyRequest & { caller?: Caller };

const callerOf = (context: ExecutionContext): Caller => context.switchToHttp().getRequest<CallerRequest>().caller ?? {};

/** The signed-in member; only on routes marked `@Member()`. */
export const CurrentMember = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context).member);
/** The partner whose key was sent; only on routes marked `@RetailerKey()`. */
export const CurrentRetailer = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callerOf(context).retailer,
);
