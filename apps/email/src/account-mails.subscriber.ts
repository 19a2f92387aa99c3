import { type DataOf, EffectContext, EventContext } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountMails } from './account-mails.js';
import { PasswordChanged, ResetRequested, SendNotice, SendReset, TokenReused } from './events.js';

@Controller()
export class AccountMailsSubscriber {
  constructor(private readonly mails: AccountMails) {}

  @EventPattern<string>(ResetRequested.type)
  requestReset(
    @Payload(ResetRequested) reset: DataOf<typeof ResetRequested>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.requestReset(tx, envelope, reset);
  }

  @EventPattern<string>(PasswordChanged.type)
  requestChangeNotice(
    @Payload(PasswordChanged) account: DataOf<typeof PasswordChanged>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.requestNotice(tx, envelope, { ...account, kind: 'password-changed' });
  }

  @EventPattern<string>(TokenReused.type)
  requestReuseNotice(
    @Payload(TokenReused) account: DataOf<typeof TokenReused>,
    @Ctx() { tx, envelope }: EventContext,
  ) {
    return this.mails.requestNotice(tx, envelope, { ...account, kind: 'token-reused' });
  }

  @EventPattern<string>(SendReset.type)
  sendReset(@Payload(SendReset) reset: DataOf<typeof SendReset>, @Ctx() { key }: EffectContext) {
    return this.mails.sendReset(key, reset);
  }

  @EventPattern<string>(SendNotice.type)
  sendNotice(@Payload(SendNotice) notice: DataOf<typeof SendNotice>, @Ctx() { key }: EffectContext) {
    return this.mails.sendNotice(key, notice);
  }
}
