import { consumerPact, message, type ServiceUnderTest } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { CustomerRegistered, PaymentRefunded, PaymentTaken } from '../src/events.js';
import { loyalty } from '../src/loyalty.module.js';
import { WELCOME } from './accounts.js';

consumerPact(
  loyalty,
  'finance',
  (finance) => {
    const [ada, ben] = ['0193a1b2-7c00-7000-8000-000000000211', '0193a1b2-7c00-7000-8000-000000000212'];
    const [orderId, otherId] = [
      '0193a1b2-7c00-7000-8000-000000000213',
      '0193a1b2-7c00-7000-8000-000000000214',
    ];
    const accountOf = (customerId: string, service: ServiceUnderTest) =>
      service.get(`/accounts/${customerId}`, { as: { person: customerId } });

    it.each([
      [PaymentTaken, ada, orderId, { amount: 1_999, currency: 'USD' }, 19],
      [PaymentRefunded, ben, otherId, { amount: 0, currency: 'USD' }, 0],
    ] as const)(
      'gives points for what was paid and not refunded: %p',
      (event, customerId, order, kept, points) =>
        finance
          .given(`${event.type} has been published`)
          .expectsToReceive(
            event,
            { orderId: order, customerId, kept },
            { entityversion: 1, datasubject: customerId },
          )
          .executeTest(async ({ environment, service, hear }) => {
            await hear(); // before the account is there
            await environment.deliver('customers', service, message(CustomerRegistered.type, { customerId }));
            expect(await accountOf(customerId, service)).toMatchObject({
              body: { balance: WELCOME + points },
            });
          }),
    );
  },
  { WELCOME_POINTS: String(WELCOME) },
);
