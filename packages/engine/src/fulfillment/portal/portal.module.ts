import { Module } from '@nestjs/common';
import { ManageKeys } from '../keys/manage-keys.ts';
import { CheckSignature } from './check-signature.ts';

/** What retailers ask of the house about itself. */
@Module({ providers: [CheckSignature, ManageKeys], exports: [CheckSignature, ManageKeys] })
export class PortalModule {}
