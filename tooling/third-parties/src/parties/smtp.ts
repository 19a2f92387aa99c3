import { type ThirdParty } from '../third-party.js';

/** The mail server: it accepts every mail and delivers none. */
export const smtp: ThirdParty = {
  name: 'smtp',
  title: 'mail server',
  receives: 'mails',
  port: 4093,
  imposter: { protocol: 'smtp', recordRequests: true },
  formatRequest({ timestamp, envelopeTo, subject, text }) {
    return `${timestamp}  To: ${envelopeTo.join(', ')}  Subject: ${subject}\n${text.replace(/^/gm, '    ')}\n`;
  },
};
