export { FAULTS } from './catalogue.js';
export { type AlertNamed, type Fault, type FaultyPlatform, type Finding, type StandIn } from './fault.js';
export { clearFaults, Faults, type FaultState } from './faults.js';
export { FaultsApi } from './faults-api.js';
export { operatorTokens } from './operator-tokens.js';
export { logIn, newCustomer, newPerson, type Person, type SignedUp, signSomebodyUp } from './people.js';
export { bearer, send } from './requests.js';
export { Shop, type ShopPlatform } from './shop.js';
