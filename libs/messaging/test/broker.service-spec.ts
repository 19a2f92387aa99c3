import { conformance } from './conformance.js';
import { postgres } from './engine.js';

conformance(postgres);
