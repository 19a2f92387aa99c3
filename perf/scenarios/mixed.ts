import type { Scenario } from '../lib/load.js';

/** Everything at once, in shares as people have them: many look, some act, few sign up. */
export const scenario: Scenario = {
  perMinute: {
    browse: 240,
    topTen: 300,
    readCustomer: 180,
    logIn: 90,
    redeem: 60,
    birth: 90,
    buy: 60,
    signUp: 60,
    stream: 15,
  },
  measures: ['http_req_duration{step:signup}', 'choreography_ms', 'top10_ms', 'order_ms'],
};
