import { expect, it } from 'vitest';
import { safeAddress } from '../../../../../src/analyzer/discover/outbound/safe-address.ts';

it.each([
  [
    'https://ann:SECRETVALUE@api.example.com/v1/orders?key=SECRETVALUE#SECRETVALUE',
    'https://api.example.com/v1/orders',
  ],
  ['https://SECRETVALUE@example.com', 'https://example.com'],
  [
    'https://hooks.slack.com/services/T0SECRET12/B0SECRET34/abcd1234SECRETVALUE5678',
    'https://hooks.slack.com/services/{redacted}/{redacted}/{redacted}',
  ],
  [
    'https://api.telegram.org/bot123456:AAfSECRETVALUEsecretvalue/sendMessage',
    'https://api.telegram.org/{redacted}/sendMessage',
  ],
  ['{BASE_URL}/orders/{expr}', '{BASE_URL}/orders/{expr}'],
  [
    'https://example.com/2024-05-31/some-long-readable-name-of-a-page',
    'https://example.com/2024-05-31/some-long-readable-name-of-a-page',
  ],
  ['/internal/health', '/internal/health'],
  ['', '{expr}'],
])('%s is shown as %s', (address, shown) => expect(safeAddress(address)).toBe(shown));
