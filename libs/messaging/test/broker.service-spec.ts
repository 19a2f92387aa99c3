import { conformance } from './conformance.js';
import { postgres } from './engine-fixture.js';

conformance(postgres);
