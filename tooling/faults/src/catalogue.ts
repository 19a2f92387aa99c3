import { closeBroker, lockTable, openBrokerAgain, slowDown, speedUp } from './database-faults.js';
import { flood, poison } from './event-faults.js';
import type { Fault } from './fault.js';
import { expireTokens, ignore, readInVain, shiftClock, stopService } from './process-faults.js';
import { refuse, silence, stall, takeDown } from './third-party-faults.js';

const NO_LIST = { service: 'names-ranking', type: 'top10.changed.v1', subject: 'all' };
const missing = (step: string, step_service: string, flow = 'sign-up') => ({
  alert: { name: 'FlowStepMissing', labels: { flow, step, step_service } },
  finding: { kind: 'step' as const, flow, step },
});

const targetDown = (service: string) => ({ name: 'TargetDown', labels: { service } });
/** A service that does not run. */
const stopped = (service: string): Pick<Fault, 'service' | 'alert' | 'turnOn'> => ({
  service,
  alert: targetDown(service),
  turnOn: (platform) => stopService(platform, service),
});

/** Every fault. Each is as small as what it stands for, and turning it off leaves no trace but the history. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'carrier-down',
    title: 'The carrier is down',
    about:
      'The parcel carrier breaks every connection, so welcome packs and paid orders wait for their next attempt.',
    service: 'postal',
    ...missing('dispatch-welcome-pack', 'postal'),
    alsoRaises: [
      { name: 'ParcelsLate', labels: { service: 'postal' } },
      missing('dispatch', 'warehouse', 'order').alert,
      { name: 'MoneyWithoutGoods', labels: { severity: 'ticket', service: 'warehouse' } },
    ],
    traffic: 'orders',
    mend: 'When the carrier answers again, `npm run hospital -- retry --all --why "the carrier is back"` sends at once what waits.',
    turnOn: (platform) =>
      takeDown(
        platform,
        'carrier',
        { service: 'postal', event: 'postal.send-welcome-pack' },
        { service: 'warehouse', event: 'stock.ship' },
      ),
  },
  {
    name: 'smtp-slow',
    title: 'The mail server says nothing',
    about: 'The mail server takes connections and never answers. The list of `npm run mails` begins again.',
    service: 'email',
    ...missing('send-verification', 'email'),
    alsoRaises: [{ name: 'MailsLate', labels: { service: 'email' } }],
    traffic: 'sign-ups',
    mend: 'When the mail server answers again, `npm run hospital -- retry --service email --event email.send-verification --why "mail is back"` sends at once what waits.',
    turnOn: (platform) => silence(platform, 'smtp', { service: 'email', event: 'email.send-verification' }),
  },
  {
    name: 'payments-time-out',
    title: 'The payment gateway is silent',
    about:
      'The payment gateway takes each call and does not answer in time, so nobody knows whether it took the money.',
    service: 'finance',
    ...missing('charge', 'finance', 'order'),
    traffic: 'orders',
    mend: 'When the gateway answers again, `npm run hospital -- retry --service finance --event payment.take --why "the gateway is back"` asks it at once; nobody pays twice.',
    turnOn: (platform) => stall(platform, 'payment-gateway', { service: 'finance', event: 'payment.take' }),
  },
  {
    name: 'refunds-refused',
    title: 'The payment gateway refuses refunds',
    about:
      'The payment gateway pays no money back for what customers return or cancel, and finance gives up soon.',
    service: 'finance',
    ...missing('refund-return', 'finance', 'order'),
    alsoRaises: [
      missing('refund', 'finance', 'order').alert,
      { name: 'MoneyWithoutGoods', labels: { severity: 'ticket', service: 'finance' } },
      { name: 'HospitalPatient', labels: { severity: 'ticket', service: 'finance' } },
    ],
    finding: { kind: 'hospital', service: 'finance', event: 'payment.refund' },
    traffic: 'refunds',
    replays: 'finance',
    mend: 'Clear it with the gateway, then `npm run hospital -- replay --service finance --all --why "the gateway refunds again"`; each refund is made once, and each charge.',
    turnOn: (platform) =>
      refuse(platform, 'payment-gateway', {
        path: '/refunds',
        code: 'card-not-reachable',
        service: 'finance',
      }),
  },
  {
    name: 'warehouse-stopped',
    title: 'The warehouse is stopped',
    about: 'warehouse does not run, so orders are placed and nothing is reserved for them.',
    service: 'warehouse',
    ...missing('reserve', 'warehouse', 'order'),
    alsoRaises: [targetDown('warehouse')],
    traffic: 'orders',
    mend: 'Start the service: it handles what waits in its queue, and the orders go on.',
    turnOn: (platform) => stopService(platform, 'warehouse'),
  },
  {
    name: 'catalog-stopped',
    title: 'The catalogue is stopped',
    about: 'catalog does not run, so the shop shows the records as it heard of them last.',
    ...stopped('catalog'),
    finding: { kind: 'down', service: 'catalog' },
    traffic: 'none',
    mend: 'Start the service: the shop asks it again within seconds.',
  },
  {
    name: 'orders-stopped',
    title: 'Orders are stopped',
    about: 'orders does not run, so the shop keeps each cart and takes no order.',
    ...stopped('orders'),
    finding: { kind: 'down', service: 'orders' },
    traffic: 'none',
    mend: 'Start the service: it handles what waits in its queue, and the orders go on.',
  },
  {
    name: 'hearer-stopped',
    title: 'A consumer is stopped',
    about: 'loyalty does not run, and what it should hear waits in its queue.',
    ...stopped('loyalty'),
    finding: { kind: 'queue', queue: 'loyalty', atLeast: 1 },
    traffic: 'sign-ups',
    mend: 'Start the service: it handles what waits in its queue.',
  },
  {
    name: 'handler-silent',
    title: 'A handler does nothing',
    about: 'loyalty takes each new customer as done and opens no account.',
    service: 'loyalty',
    ...missing('open-account', 'loyalty'),
    traffic: 'sign-ups',
    mend: 'Deploy the handler that acts, and deliver the events again which it took as done.',
    turnOn: (platform) =>
      ignore(platform, { type: 'customer.registered.v1', from: 'customers', to: 'loyalty' }),
  },
  {
    name: 'poison-message',
    title: 'A poison message',
    about: 'names-ranking has published a malformed list, which names-board refuses for ever.',
    service: 'names-board',
    alert: { name: 'HospitalPatient', labels: { severity: 'ticket', service: 'names-board' } },
    finding: { kind: 'hospital', service: 'names-board', event: NO_LIST.type },
    traffic: 'none',
    mend: '`npm run hospital -- list --service names-board` shows it; discard it, or mend the sender and replay it.',
    turnOn: (platform) =>
      poison(platform, { ...NO_LIST, body: { scope: 'all', boys: 'no list', girls: [] } }, 'names-board'),
  },
  {
    name: 'table-locked',
    title: 'A table is locked',
    about: 'A session in the database of loyalty holds an exclusive lock on the table of accounts.',
    service: 'loyalty',
    ...missing('open-account', 'loyalty'),
    alsoRaises: [{ name: 'ReactionsLate', labels: { service: 'loyalty' } }],
    traffic: 'sign-ups',
    mend: '`npm run locks` names the session; `npm run locks -- --end PID` ends it.',
    turnOn: (platform) => lockTable(platform, 'loyalty', 'account'),
  },
  {
    name: 'broker-down',
    title: 'The broker is down',
    about: 'Nothing can connect to the broker, so events wait in the outbox of each service.',
    service: 'customers',
    alert: { name: 'OutboxOld', labels: { service: 'customers' } },
    finding: { kind: 'broker' },
    traffic: 'sign-ups',
    mend: 'Start the broker: each service sends what waits in its outbox.',
    turnOn: closeBroker,
    clear: openBrokerAgain,
  },
  {
    name: 'clock-off',
    title: 'The clock of a service is off',
    about: 'The clock of customers is an hour fast, so every token seems to have expired.',
    service: 'customers',
    alert: { name: 'SignupsFail', labels: { service: 'signup' } },
    finding: { kind: 'refusal', peer: 'customers' },
    traffic: 'sign-ups',
    mend: 'Set the clock of the machine (`chronyc makestep`), and look why nothing sets it.',
    turnOn: (platform) => shiftClock(platform, 'customers', 1),
  },
  {
    name: 'token-expired',
    title: 'Tokens have expired',
    about: 'signup gets tokens that have expired, so its neighbours refuse each of its calls.',
    service: 'signup',
    alert: { name: 'SignupsFail', labels: { service: 'signup' } },
    finding: { kind: 'refusal', peer: 'passwords' },
    traffic: 'sign-ups',
    mend: 'Look at AUTH_TOKEN_URL and CLIENT_SECRET of the service, and at the clock of the issuer.',
    turnOn: (platform) => expireTokens(platform, 'signup', ['passwords', 'customers']),
  },
  {
    name: 'queue-of-1000',
    title: 'A queue of 1,000',
    about: 'names-board does not run, and 1,000 events wait in its queue.',
    service: 'names-board',
    alert: { name: 'QueueOld', labels: { queue: 'names-board' } },
    alsoRaises: [{ name: 'BirthsLate', labels: { service: 'names-board' } }],
    finding: { kind: 'queue', queue: 'names-board', atLeast: 1_000 },
    traffic: 'none',
    mend: 'Start the service, with more replicas if the queue does not become shorter.',
    turnOn: async (platform) => {
      const undo = await stopService(platform, 'names-board');
      // An old version: once it has the list of a birth, the board passes over it.
      const old = { ...NO_LIST, body: { scope: 'all', boys: [], girls: [] }, entityversion: 1 };
      await flood(platform, old, 1_000).catch((error: unknown) =>
        undo().finally(() => Promise.reject(error as Error)),
      );
      return undo;
    },
  },
  {
    name: 'sign-ups-slow',
    title: 'Sign-ups are slow',
    about: 'Each new row in the table of customers takes a second.',
    service: 'customers',
    alert: { name: 'SignupsSlow', labels: { service: 'signup' } },
    finding: { kind: 'none' },
    traffic: 'sign-ups',
    mend: 'Find what is slow in a trace of a sign-up, and the query in pg_stat_activity.',
    turnOn: (platform) => slowDown(platform, 'customers', 'customer', 1),
    clear: (platform) => speedUp(platform, 'customers'),
  },
  {
    name: 'erasure-stuck',
    title: 'An erasure is stuck',
    about: 'friends does not run, so it does not forget the customers who are erased.',
    service: 'friends',
    alert: { name: 'ErasuresLate', labels: { service: 'friends' } },
    finding: { kind: 'step', flow: 'erasure', step: 'forget-in-friends' },
    traffic: 'erasures',
    mend: 'Start the service: it forgets them as soon as it hears of it.',
    turnOn: (platform) => stopService(platform, 'friends'),
  },
  {
    name: 'monitor-down',
    title: 'The monitor is down',
    about: 'The monitor does not run. Nobody else notices, and it catches up by itself.',
    ...stopped('monitor'),
    finding: { kind: 'down', service: 'monitor' },
    isHarmless: true,
    traffic: 'sign-ups',
    mend: 'Start the monitor: it hears what waits in its queue, and judges nothing before that.',
  },
  {
    name: 'board-away',
    title: 'A service behind the gateway is away',
    about: 'names-board does not run, and each of its readers at the gateway gets a 503.',
    service: 'names-board',
    alert: { name: 'GatewayFails', labels: { service: 'gateway' } },
    alsoRaises: [targetDown('names-board')],
    finding: { kind: 'down', service: 'names-board' },
    traffic: 'none',
    mend: 'Start the service: `/health` of the gateway says which one is down.',
    turnOn: async (platform) => {
      const undo = await stopService(platform, 'names-board');
      const leave = readInVain(`${platform.urlOf('gateway')}/api/top10`);
      return async () => {
        leave();
        await undo();
      };
    },
  },
  {
    name: 'board-slow',
    title: 'The top ten come late',
    about: 'Each change of the top ten on the board takes two seconds.',
    service: 'names-board',
    alert: { name: 'Top10Late', labels: { service: 'names-board' } },
    finding: { kind: 'none' },
    traffic: 'births',
    mend: 'Find what is slow in a trace of the event, and the query in pg_stat_activity.',
    turnOn: (platform) => slowDown(platform, 'names-board', 'top10', 2),
    clear: (platform) => speedUp(platform, 'names-board'),
  },
];
