import { writePersonalData } from './personal-data.js';

await writePersonalData();
