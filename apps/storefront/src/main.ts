import { runService } from '#libs/service';
import { storefront } from './storefront.module.js';

await runService(storefront, process.env);
