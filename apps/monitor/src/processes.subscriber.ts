import { EventContext, InvalidInput } from '#libs/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { flowEvents } from './events.js';
import { Processes } from './processes.js';

@Controller()
export class ProcessesSubscriber {
  constructor(private readonly processes: Processes) {}

  /** Every event of every flow has the same handler, so its type decides which schema the data must match. */
  @EventPattern<string[]>(flowEvents.map(({ type }) => type))
  async see(@Payload() data: unknown, @Ctx() { tx, envelope }: EventContext) {
    const read = flowEvents.find(({ type }) => type === envelope.type)?.schema.safeParse(data);
    if (!read?.success) throw new InvalidInput('body', read?.error.issues ?? []);
    await this.processes.see(tx, envelope, read.data as Record<string, unknown>);
  }
}
