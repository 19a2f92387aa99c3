export { type Imposter, Mountebank, type RunningImposter, urlOf } from './mountebank.js';
